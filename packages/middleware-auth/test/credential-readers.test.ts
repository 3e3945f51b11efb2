import type { Response } from '@allium/core'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  type BodyFields,
  type CredentialReader,
  firstOf,
  fromBody,
  fromCookie,
  fromHeader,
} from '../src/index'

const test = suite('credential-readers')

const answer = (parts: Partial<Response>): Response => ({
  status: 200,
  data: undefined,
  headers: {},
  cookies: [],
  url: 'https://api.test/login',
  raw: undefined,
  ...parts,
})
const body = (data: unknown) => answer({ data })
const cookies = (...lines: string[]) => answer({ cookies: lines })

const oauth: BodyFields = {
  accessToken: 'access_token',
  refreshToken: 'refresh_token',
  expiresIn: 'expires_in',
  expiresAt: 'expires_at',
  subject: 'user.id',
}
const inSeconds = fromBody(oauth, { unit: 's' })
const token = { accessToken: 'a1.secret' }

const bodies: ReadonlyArray<[string, CredentialReader, unknown, unknown]> = [
  ['one field', fromBody('token'), { token: 'a1.secret' }, token],
  ['a field of a field', fromBody('data.token'), { data: { token: 'a1.secret' } }, token],
  [
    'JSON that came as text',
    fromBody('data.token'),
    '{"data":{"token":"a1.secret"}}',
    token,
  ],
  [
    'all fields, in seconds',
    inSeconds,
    {
      access_token: 'a1.secret',
      refresh_token: 'r1.secret',
      expires_in: 3_600,
      expires_at: 1_700_000_000,
      user: { id: 'A' },
    },
    {
      accessToken: 'a1.secret',
      refreshToken: 'r1.secret',
      expiresIn: 3_600_000,
      expiresAt: 1_700_000_000_000,
      subject: 'A',
    },
  ],
  [
    'all fields, in ms by default',
    fromBody(oauth),
    { access_token: 'a1.secret', expires_in: 3_600, expires_at: 5_000 },
    { ...token, expiresIn: 3_600, expiresAt: 5_000 },
  ],
  [
    'all fields, in ms by choice',
    fromBody(oauth, { unit: 'ms' }),
    { access_token: 'a1.secret', expires_in: 3_600, expires_at: 5_000 },
    { ...token, expiresIn: 3_600, expiresAt: 5_000 },
  ],
  [
    'a number that is text, as it is',
    inSeconds,
    { access_token: 'a1.secret', expires_in: '3600' },
    { ...token, expiresIn: '3600' },
  ],
  [
    'a number that is no time, as it is',
    inSeconds,
    { access_token: 'a1.secret', user: { id: 7 } },
    { ...token, subject: 7 },
  ],
  [
    'no field that is null or missing',
    inSeconds,
    { access_token: 'a1.secret', refresh_token: null, expires_in: undefined, user: null },
    token,
  ],
  [
    'an empty refresh token, for the session to judge',
    inSeconds,
    { access_token: 'a1.secret', refresh_token: '' },
    { ...token, refreshToken: '' },
  ],
  [
    'nothing where the token is missing',
    inSeconds,
    { refresh_token: 'r1.secret' },
    undefined,
  ],
  ['nothing where the token is null', inSeconds, { access_token: null }, undefined],
  ['nothing where the token is empty', inSeconds, { access_token: '' }, undefined],
  ['nothing in another letter case', inSeconds, { Access_Token: 'a1.secret' }, undefined],
  ['nothing half way', fromBody('data.token'), { data: null }, undefined],
  ['nothing in a list', inSeconds, [{ access_token: 'a1.secret' }], undefined],
  ['nothing in HTML', inSeconds, '<html>access_token</html>', undefined],
  ['nothing in broken JSON', inSeconds, '{"access_token":"a1.secret"', undefined],
  ['nothing in bytes', inSeconds, new ArrayBuffer(8), undefined],
  ['nothing in null', inSeconds, null, undefined],
  ['nothing in nothing', inSeconds, undefined, undefined],
]

for (const [name, read, data, found] of bodies) {
  test(`I02 fromBody reads ${name}`, () => {
    assert.equal(read(body(data)), found)
  })
}

test('I02 fromHeader reads its header, however either side writes the name', () => {
  for (const name of ['B-T', 'b-t', 'B-t']) {
    assert.equal(fromHeader(name)(answer({ headers: { 'b-t': 'a1.secret' } })), token)
  }
})

test('I02 fromHeader finds nothing in an empty header, or another', () => {
  for (const headers of [{}, { 'b-t': '' }, { 'x-b-t': 'a1.secret' }]) {
    assert.is(fromHeader('B-T')(answer({ headers })), undefined)
  }
})

const sid = fromCookie('SID')
const lines: ReadonlyArray<[string, readonly string[], unknown]> = [
  ['the value alone', ['SID=a1.secret'], token],
  ['no attribute', ['SID=a1.secret; Path=/; HttpOnly; SameSite=Lax'], token],
  ['no attribute without a space', ['SID=a1.secret;Path=/'], token],
  ['a value with a =', ['SID=YQ==; Path=/'], { accessToken: 'YQ==' }],
  ['its own among others', ['lang=zh', 'SID=a1.secret', 'XSID=x', 'SIDX=y'], token],
  ['the last of two', ['SID=old; Path=/', 'SID=a1.secret; Path=/'], token],
  ['nothing where it is emptied', ['SID=; Max-Age=0'], undefined],
  ['nothing where it is taken back', ['SID=a1.secret; Max-Age=0'], undefined],
  ['nothing where it is, without a space', ['SID=a1.secret;max-age=0'], undefined],
  ['nothing where it ended before', ['SID=a1.secret; Max-Age=-1'], undefined],
  [
    'nothing where it ended in 1970',
    ['SID=deleted; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
    undefined,
  ],
  ['what lives for a time', ['SID=a1.secret; Max-Age=3600'], token],
  [
    'what lives until a day',
    ['SID=a1.secret; Expires=Fri, 01 Jan 2027 00:00:00 GMT; Path=/1970'],
    token,
  ],
  ['nothing where it is set and then emptied', ['SID=old', 'SID=; Max-Age=0'], undefined],
  ['what is set after it was emptied', ['SID=; Max-Age=0', 'SID=a1.secret'], token],
  ['nothing in another letter case', ['sid=a1.secret'], undefined],
  ['nothing in the name alone', ['SID', 'SID; Path=/'], undefined],
  ['nothing in another’s value', ['lang=SID=a1.secret'], undefined],
  ['nothing in no cookies', [], undefined],
]

for (const [name, given, found] of lines) {
  test(`I02 fromCookie reads ${name}`, () => {
    assert.equal(sid(cookies(...given)), found)
  })
}

test('I02 fromCookie reads a jar in place of the answer, anew each time', () => {
  let jar = ''
  const read = fromCookie('SID', { jar: () => jar })
  assert.is(read(cookies('SID=of-the-answer')), undefined)
  for (const [kept, found] of [
    ['SID=a1.secret', token],
    ['lang=zh; SID=a1.secret; theme=dark', token],
    ['lang=zh;SID=a1.secret', token],
    ['SID=of-the-path; SID=a1.secret', token],
    ['SID=', undefined],
    ['XSID=a1.secret', undefined],
  ] as const) {
    jar = kept
    assert.equal(read(cookies()), found, kept)
  }
})

test('I02 firstOf takes what the first finds that finds anything, and asks no further', () => {
  const asked: string[] = []
  const reader =
    (name: string, found?: string): CredentialReader =>
    () => {
      asked.push(name)
      return found === undefined ? undefined : { accessToken: found }
    }
  const read = firstOf(reader('none'), reader('first', '1'), reader('second', '2'))
  assert.equal(read(body({})), { accessToken: '1' })
  assert.equal(asked, ['none', 'first'])
  assert.is(firstOf(reader('none'), reader('nor this'))(body({})), undefined)
})

test('I02 firstOf goes on from a reader that has found all but a token', () => {
  const read = firstOf(
    ({ data }) => ({ accessToken: (data as { token?: string }).token }),
    () => ({ refreshToken: 'r1', accessToken: '' }),
    () => ({ accessToken: 'found' }),
  )
  assert.equal(read(body({})), { accessToken: 'found' })
  assert.equal(read(body({ token: 'at once' })), { accessToken: 'at once' })
})

test('I02 firstOf: P1’s variant has the token in the body where the header is empty', () => {
  const read = firstOf(fromHeader('B-T'), fromBody('data.token'))
  const data = { data: { token: 'of-the-body' } }
  const inHeader = { headers: { 'b-t': 'a1.secret' }, data }
  assert.equal(read(answer(inHeader)), token)
  assert.equal(read(answer({ headers: { 'b-t': '' }, data })), {
    accessToken: 'of-the-body',
  })
})

test.run()
