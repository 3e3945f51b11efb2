import type { AxiosRequestConfig } from 'axios'
import * as assert from 'uvu/assert'
import { bench, ORIGIN, quietSuite } from './helpers'

const test = quietSuite('xsrf')

/** Runs in a page of this origin, with these cookies. */
async function inPage(
  origin: string,
  cookie: string,
  run: () => Promise<void>,
): Promise<void> {
  const page = { document: { cookie, baseURI: `${origin}/` }, location: { origin } }
  Object.assign(globalThis, page)
  try {
    await run()
  } finally {
    for (const name of Object.keys(page)) Reflect.deleteProperty(globalThis, name)
  }
}

/** The token as it went to the wire. */
async function sent(
  config: AxiosRequestConfig = {},
  name = 'x-xsrf-token',
  url = '/a',
): Promise<string | undefined> {
  const { api, calls } = bench()
  await api.get(url, config)
  return calls[0]?.request.headers[name]
}

const COOKIES = 'a=1; XSRF-TOKEN=t%2F1; NOT-XSRF-TOKEN=2; mine=3; odd=%E0%A4%A'

test('the token of the cookie goes to the same origin, and to no other', () =>
  inPage(ORIGIN, COOKIES, async () => {
    assert.is(await sent(), 't/1')
    assert.is(await sent({}, undefined, 'https://other.test/a'), undefined)
    assert.is(await sent({ headers: { 'X-XSRF-Token': 'written' } }), 't/1')
  }))

test('where the page is of another origin than the client, it stays here', () =>
  inPage('https://page.test', COOKIES, async () => {
    assert.is(await sent(), undefined)
    assert.is(await sent({ withXSRFToken: true }), 't/1')
    const says = { withXSRFToken: ({ url }: { url?: string }) => url === '/a' }
    assert.is(await sent(says as AxiosRequestConfig), 't/1')
  }))

test('it can be forbidden, and have names of its own', () =>
  inPage(ORIGIN, COOKIES, async () => {
    assert.is(await sent({ withXSRFToken: false }), undefined)
    assert.is(await sent({ withXSRFToken: () => false }), undefined)
    // As axios: what is neither true nor absent is no leave.
    assert.is(await sent({ withXSRFToken: 'true' as never }), undefined)
    assert.is(
      await sent({ xsrfCookieName: 'mine', xsrfHeaderName: 'X-Mine' }, 'x-mine'),
      '3',
    )
    assert.is(await sent({ xsrfCookieName: 'odd' }), '%E0%A4%A')
    assert.is(await sent({ xsrfCookieName: 'none' }), undefined)
    assert.is(await sent({ xsrfCookieName: '' }), undefined)
  }))

test('where there is no page there is none', async () => {
  assert.is(await sent({ withXSRFToken: true }), undefined)
})

test.run()
