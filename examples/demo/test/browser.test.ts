import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { openBrowser } from '../src/browser'

const test = suite('browser')

/** Sets two cookies at each request, and gives back those that came. */
async function serve() {
  const server = createServer((request, response) => {
    response.setHeader('Set-Cookie', ['a=1; Path=/', 'r=2; Path=/; HttpOnly'])
    response.end(JSON.stringify(request.headers.cookie ?? ''))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

test('keeps cookies and sends them along, and shows a page none that it may not see', async () => {
  const server = await serve()
  const browser = openBrowser()
  try {
    const first = await fetch(server.url, { credentials: 'include' })
    assert.is(await first.json(), '')
    assert.equal(first.headers.getSetCookie(), [])
    const second = await fetch(server.url, { credentials: 'include' })
    assert.is(await second.json(), 'a=1; r=2')
    const third = await fetch(server.url, { credentials: 'omit' })
    assert.is(await third.json(), '')
    assert.is(document.cookie, 'a=1')
    assert.is(browser.cookies, 'a=1')
  } finally {
    browser.close()
    server.close()
  }
})

test('fails what is cut off, as a browser does, until it is mended', async () => {
  const server = await serve()
  const browser = openBrowser()
  try {
    browser.cut(url => url === server.url)
    const failure = await fetch(server.url).catch(error => error)
    assert.instance(failure, TypeError)
    browser.cut(undefined)
    assert.is((await fetch(server.url)).status, 200)
  } finally {
    browser.close()
    server.close()
  }
})

test('keeps texts, and takes its globals away with it', () => {
  const before = globalThis.fetch
  const browser = openBrowser()
  assert.is(localStorage.getItem('session'), null)
  localStorage.setItem('session', '{}')
  assert.is(localStorage.getItem('session'), '{}')
  localStorage.removeItem('session')
  assert.is(localStorage.getItem('session'), null)
  assert.is.not(globalThis.fetch, before)
  browser.close()
  assert.is(globalThis.fetch, before)
  assert.is(typeof globalThis.document, 'undefined')
})

test.run()
