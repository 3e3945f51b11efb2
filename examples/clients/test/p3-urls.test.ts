import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { errorOf } from './bench'
import { BASE_URL, openP3 as open } from './p3-bench'
import { tidyUp } from './tidy-up'

const test = suite('P3, its URLs')
test.after.each(tidyUp)

for (const url of ['me', '/me']) {
  test(`${url} is joined with the base URL`, async () => {
    const { ask, asked } = await open()
    assert.is((await ask(url)).status, 200)
    assert.equal(asked, [`${BASE_URL}/me`])
  })
}

test('https://… is used as it is, and gets no token of another origin', async () => {
  const { ask, asked, server } = await open()
  const url = 'https://cdn.example.com/status/204'
  assert.is((await ask(url)).status, 204)
  assert.equal(asked, [url])
  assert.is(server.wire.entries[0]?.user, undefined)
})

test('https://… of the base’s own origin gets its token', async () => {
  const { ask, asked } = await open()
  assert.is((await ask(`${BASE_URL}/me`)).status, 200)
  assert.equal(asked, [`${BASE_URL}/me`])
})

for (const url of ['http://api.example.com/me', 'HTTP://api.example.com/me']) {
  test(`${url} is refused before anything is sent, with a clear error`, async () => {
    const { ask, asked, server, session } = await open()
    const error = await errorOf(ask(url))
    assert.equal([error.code, error.sent, error.retryable], ['invalid', false, false])
    assert.match(error.message, 'the URL is not https')
    assert.equal([asked, server.wire.count()], [[], 0])
    assert.ok(session.credential())
  })
}

const invalid = [
  '',
  '#top',
  '//api.example.com/me',
  'ftp://api.example.com/me',
  'wss://api.example.com',
  'javascript:alert(1)',
  'https://',
  'https://api.example.com@evil.example.com/me',
  undefined,
  null,
  42,
  {},
]
for (const url of invalid) {
  test(`${JSON.stringify(url)} is an invalid use, and no \`undefined\``, async () => {
    const { ask, asked, server } = await open()
    const error = await errorOf(ask(url as string))
    assert.equal([error.code, error.sent], ['invalid', false])
    assert.equal([asked, server.wire.count()], [[], 0])
  })
}

test.run()
