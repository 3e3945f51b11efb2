import assert from 'node:assert/strict'
import { startP4 } from '../../../examples/backends/src/index.ts'
import { bundle } from '../../lib/bundle.mjs'
import { openPage } from '../../lib/chromium.mjs'
import { handOn } from '../../lib/proxy.mjs'
import { serve, servePage } from '../../lib/serve.mjs'
import { until } from '../../lib/until.mjs'

/** What refreshes in each form; in form b the API has an origin of its own, and cookies. */
const REFRESH = { a: '/api/refresh-token', b: '/api/v1/user/token/refresh' }

/** What holds for two tabs of one browser, by name. */
export const tabChecks = {
  async 'two tabs with an expired token refresh once'({ tabs, server, refreshes }) {
    server.expireAccess()
    // Late enough that both tabs have heard of it before either has refreshed; few enough
    // that none waits for a connection, of which a browser has six for both.
    server.latencyMs = 200
    const answers = await Promise.all(tabs.map(tab => run(tab, 'storm', 2)))
    assert.deepEqual(answers.flat(), [200, 200, 200, 200])
    assert.equal(server.wire.count({ status: 401 }), 4)
    assert.deepEqual([refreshes(), server.stats.refreshes], [1, 1])
    const [one, other] = await Promise.all(tabs.map(tab => run(tab, 'token')))
    assert.equal(one, other)
  },

  async 'one after the other, too, and the second asks nobody'({
    tabs,
    server,
    refreshes,
  }) {
    server.expireAccess()
    assert.deepEqual(await run(tabs[0], 'storm', 1), [200])
    const token = await run(tabs[0], 'token')
    await until(async () => (await run(tabs[1], 'token')) === token, 'the news of it')
    server.wire.clear()
    assert.deepEqual(await run(tabs[1], 'storm', 3), [200, 200, 200])
    assert.deepEqual([refreshes(), server.wire.count({ status: 401 })], [0, 0])
  },

  async 'a third tab that opens has the session, and asks nobody'({
    open,
    server,
    refreshes,
    tabs: [one],
  }) {
    const third = await open()
    assert.deepEqual(await run(third, 'storm', 2), [200, 200])
    assert.equal(await run(third, 'token'), await run(one, 'token'))
    assert.deepEqual([refreshes(), server.wire.count({ status: 401 })], [0, 0])
  },

  async 'a tab that is closed while it refreshes lets the other go on'({
    tabs: [one, other],
    server,
    refreshes,
  }) {
    server.expireAccess()
    server.hangRefresh(true)
    run(one, 'storm', 1).catch(() => {})
    await until(() => refreshes() === 1, 'the refresh of the first tab')
    const answers = run(other, 'storm', 2)
    await until(() => server.wire.count({ status: 401 }) === 3, 'the second tab’s 401s')
    assert.equal(refreshes(), 1)
    server.hangRefresh(false)
    const closedAt = Date.now()
    await one.page.close()
    assert.deepEqual(await answers, [200, 200])
    // Sooner than by the limit of its patience for the lock, 5 s.
    assert(Date.now() - closedAt < 4_000)
    assert.deepEqual([refreshes(), server.stats.refreshes], [2, 1])
  },

  async 'a sign-out in one tab is seen by the other'({ tabs: [one, other], server }) {
    await run(one, 'signOut')
    const logouts = () => other.page.evaluate(() => window.tab.logouts)
    await until(async () => (await logouts()).length > 0, 'the end in the other tab')
    assert.deepEqual(await logouts(), ['elsewhere'])
    assert.equal(await run(other, 'token'), undefined)
    assert.deepEqual(await one.page.evaluate(() => window.tab.logouts), ['user'])
    assert.deepEqual(await run(one, 'kept'), [])
    assert.equal(server.stats.refreshes, 0)
  },
}

/** What holds for a storm of requests in one tab, by name. */
export const stormChecks = Object.fromEntries(
  [160, 400].map(latencyMs => [
    `a storm of 200 at ${latencyMs} ms refreshes once, and all are answered`,
    async ({ tabs: [one], server, refreshes }) => {
      server.expireAccess()
      server.latencyMs = latencyMs
      const answers = await run(one, 'storm', 200)
      assert.deepEqual(new Set(answers), new Set([200]))
      assert.deepEqual([refreshes(), server.stats.refreshes], [1, 1])
      // No more than left with the old token: as many as there are connections.
      assert(server.wire.count({ status: 401 }) <= 6)
    },
  ]),
)

/** What holds where a browser keeps no more in `localStorage`, by name. */
export const quotaChecks = {
  async 'a new record that the browser refuses leaves no spent one to the others'({
    tabs: [one, other],
    open,
    server,
    refreshes,
  }) {
    await one.page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError')
      }
    })
    server.expireAccess()
    assert.deepEqual(await run(one, 'storm', 3), [200, 200, 200])
    assert.deepEqual(await run(one, 'kept'), [])
    await until(async () => (await run(other, 'token')) === undefined, 'the end there')
    assert.deepEqual(await run(other, 'storm', 1), ['status'])
    assert.deepEqual(await run(await open(), 'storm', 1), ['status'])
    // Nobody has shown what is spent, so that the session goes on where it is known.
    assert.deepEqual(await run(one, 'storm', 3), [200, 200, 200])
    assert.equal(refreshes(), 1)
  },
}

/** Prepares the app once; runs a check on a server and a browser's context of its own. */
export async function twoTabs(browser, packages) {
  const entry = new URL('page.js', import.meta.url).pathname
  const sendPage = servePage(await bundle(entry, packages))
  return async ({ form, ...kind }, check) => {
    let server
    const site = await serve((request, response) => {
      if (!sendPage(request, response)) handOn(server.url, request, response)
    })
    server = await startP4({
      form,
      latencyMs: 30,
      ...(form === 'b' && { allowOrigin: site.url }),
    })
    const context = await browser.newContext()
    try {
      const baseURL = form === 'b' ? `${server.url}/api` : '/api'
      const tabs = []
      const open = async () => {
        const tab = await openSite(context, site.url)
        tabs.push(tab)
        await openTab(tab, { form, baseURL, ...kind })
        return tab
      }
      await run(await open(), 'signIn', 'li')
      assert.deepEqual(await run(await open(), 'storm', 1), [200])
      if (kind.inMemory) assert.deepEqual(await run(tabs[0], 'kept'), [])
      server.wire.clear()
      const refreshes = () => server.wire.count({ method: 'POST', path: REFRESH[form] })
      await check({ tabs, open, server, refreshes })
      assert.deepEqual(
        tabs.flatMap(({ faults }) => faults),
        [],
      )
      assert.equal(server.stats.reuses, 0)
    } finally {
      await context.close()
      await site.close()
      await server.close()
    }
  }
}

async function openSite(context, url) {
  const tab = await openPage(context, `${url}/`)
  await until(() => tab.page.evaluate(() => 'openTab' in window), 'the page')
  return tab
}

const openTab = ({ page }, options) =>
  page.evaluate(given => window.openTab(given), options)

/** Calls a function of the tab. */
function run({ page }, name, argument) {
  return page.evaluate(([key, value]) => window.tab[key](value), [name, argument])
}
