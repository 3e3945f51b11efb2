import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  bearer,
  codeOtherThan,
  cookie,
  expiredOn,
  firstOf,
  fromBody,
  fromCookie,
  fromHeader,
  mirrored,
  singleUse,
  tokenHeader,
} from '../src/index'

const test = suite('the options of the strategies')

/** What a JavaScript caller may write. */
type Wrong = readonly [name: string, make: () => unknown, message: RegExp]

const authenticators: readonly Wrong[] = [
  ...['', undefined, null, 5].map(
    (name): Wrong => [
      `tokenHeader(): the name ${JSON.stringify(name)}`,
      () => tokenHeader(name as string),
      /\[tokenHeader\] takes the name of a header/,
    ],
  ),
  ...['', 'a b', 'a=b', 'a;b', 'a,b', 'a\nb', undefined, null, 5, ['SID']].map(
    (name): Wrong => [
      `cookie(): the name ${JSON.stringify(name)}`,
      () => cookie(name as string),
      /\[cookie\] takes the name of a cookie/,
    ],
  ),
  ['mirrored(): nothing to mirror', () => mirrored(), /\[mirrored\] .*authenticator/],
  [
    'mirrored(): a factory that was not called',
    () => mirrored(bearer(), bearer as never),
    /\[mirrored\] .*authenticator/,
  ],
  [
    'mirrored(): half of one',
    () => mirrored(bearer(), { attach: bearer().attach } as never),
    /\[mirrored\] .*authenticator/,
  ],
  [
    'mirrored(): a hole',
    () => mirrored(bearer(), undefined as never),
    /\[mirrored\] .*authenticator/,
  ],
]

const readers: readonly Wrong[] = [
  ...[undefined, null, 5, {}, { accessToken: 5 }].map(
    (fields): Wrong => [
      `fromBody(): ${JSON.stringify(fields)}`,
      () => fromBody(fields as never),
      /\[fromBody\] takes the names of the fields/,
    ],
  ),
  ['fromBody(): an empty name', () => fromBody(''), /\[fromBody\]/],
  ['fromBody(): a list', () => fromBody(['token'] as never), /\[fromBody\]/],
  [
    'fromBody(): no access token',
    () => fromBody({ subject: 'id' } as never),
    /\[fromBody\] takes the names of the fields, one for `accessToken`/,
  ],
  [
    'fromBody(): a part it does not know',
    () => fromBody({ accessToken: 't', refreshtoken: 'r' } as never),
    /\[fromBody\] .*refreshtoken/,
  ],
  [
    'fromBody(): a unit of its own',
    () => fromBody('t', { unit: 'm' as never }),
    /\[fromBody\] `unit` must be ms or s/,
  ],
  [
    'fromBody(): an unknown option',
    () => fromBody('t', { units: 's' } as never),
    /\[fromBody\] knows no option `units`; it has: unit/,
  ],
  ...['', undefined, null, 5].flatMap((name): readonly Wrong[] => [
    [
      `fromHeader(): the name ${JSON.stringify(name)}`,
      () => fromHeader(name as string),
      /\[fromHeader\] takes the name of a header/,
    ],
    [
      `fromCookie(): the name ${JSON.stringify(name)}`,
      () => fromCookie(name as string),
      /\[fromCookie\] takes the name of a cookie/,
    ],
  ]),
  [
    'fromCookie(): a jar that is text',
    () => fromCookie('SID', { jar: 'SID=1' as never }),
    /\[fromCookie\] `jar` must be a function that gives all cookies/,
  ],
  ['firstOf(): nothing to ask', () => firstOf(), /\[firstOf\]/],
  ['firstOf(): what is no reader', () => firstOf('token' as never), /\[firstOf\]/],
  [
    'firstOf(): what is no reader, behind one',
    () => firstOf(fromBody('token'), 'token' as never),
    /\[firstOf\]/,
  ],
]

const judges: readonly Wrong[] = [
  [
    'singleUse(): no reader',
    () => singleUse(undefined as never),
    /\[singleUse\] needs .*`takeFrom`/,
  ],
  [
    'singleUse(): a name for a reader',
    () => singleUse('B-T' as never),
    /\[singleUse\] `takeFrom` must be a function/,
  ],
  ['codeOtherThan(): no good code', () => codeOtherThan(), /\[codeOtherThan\]/],
  [
    'expiredOn(): an unless that is a value',
    () => expiredOn({ codes: ['0002'], unless: true as never }),
    /\[expiredOn\] `unless` must be a function/,
  ],
]

for (const [name, make, message] of [...authenticators, ...readers, ...judges]) {
  test(`K32 ${name} is refused when it is made`, () => {
    assert.throws(
      make,
      (error: Error) => error instanceof TypeError && message.test(error.message),
    )
  })
}

test.run()
