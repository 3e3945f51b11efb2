import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  anonymous,
  bearer,
  fromBody,
  loginByCode,
  refreshByCookie,
  refreshByToken,
} from '../src/index'

const test = suite('the options of the refresh strategies')

const read = fromBody('token')
const url = '/login'
const code = () => 'c1'

/** What a JavaScript caller may write. */
type Wrong = readonly [name: string, make: () => unknown, message: RegExp]

const factories: ReadonlyArray<[string, (options: never) => unknown, object]> = [
  ['refreshByToken', refreshByToken, { url, read }],
  ['refreshByCookie', refreshByCookie, { url, read }],
  ['loginByCode', loginByCode, { url, read, code }],
  ['anonymous', anonymous, { url, read }],
]

const strategies: readonly Wrong[] = [
  ...factories.flatMap(([name, make, good]) =>
    (
      [
        ['no options', undefined, /takes an object of options/],
        ['no url', { ...good, url: undefined }, /needs the option `url`/],
        ['no reader', { ...good, read: undefined }, /needs the option `read`/],
        ['an empty url', { ...good, url: '' }, /`url` must be a text/],
        [
          'a reader that is text',
          { ...good, read: 'token' },
          /`read` must be a function/,
        ],
        ['an empty method', { ...good, method: '' }, /`method` must be a text/],
        ['a method that is none', { ...good, method: 5 }, /`method` must be a text/],
        ['a code for isRejected', { ...good, isRejected: 401 }, /`isRejected` must be/],
        [
          'an unknown option',
          { ...good, headers: {} },
          /knows no option `headers`; it has/,
        ],
      ] as ReadonlyArray<[string, unknown, RegExp]>
    ).map(
      ([what, options, message]): Wrong => [
        `${name}(): ${what}`,
        () => make(options as never),
        new RegExp(`\\[${name}\\] ${message.source}`),
      ],
    ),
  ),
  [
    'loginByCode(): no code',
    () => loginByCode({ url, read } as never),
    /\[loginByCode\] needs the option `code`/,
  ],
  [
    'loginByCode(): a code that is text',
    () => loginByCode({ url, read, code: 'c1' as never }),
    /\[loginByCode\] `code` must be a function/,
  ],
  [
    'loginByCode(): an empty field',
    () => loginByCode({ url, read, code, field: '' }),
    /\[loginByCode\] `field` must be a text/,
  ],
  [
    'refreshByToken(): an empty field',
    () => refreshByToken({ url, read, field: '' }),
    /\[refreshByToken\] `field` must be a text/,
  ],
  ...[true, null, {}, { attach() {} }, bearer].map(
    (sign): Wrong => [
      `refreshByToken(): ${String(JSON.stringify(sign) ?? 'a factory')} to sign with`,
      () => refreshByToken({ url, read, sign: sign as never }),
      /\[refreshByToken\] `sign` must be an authenticator/,
    ],
  ),
  [
    'anonymous(): a query that is text',
    () => anonymous({ url, read, query: 'a=1' as never }),
    /\[anonymous\] `query` must be an object/,
  ],
  [
    'anonymous(): null for a body',
    () => anonymous({ url, read, data: null }),
    /\[anonymous\] `data` must be the body/,
  ],
]

for (const [name, make, message] of strategies) {
  test(`K32 ${name} is refused when it is made`, () => {
    assert.throws(
      make,
      (error: Error) => error instanceof TypeError && message.test(error.message),
    )
  })
}

test.run()
