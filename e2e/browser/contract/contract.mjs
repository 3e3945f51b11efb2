import assert from 'node:assert/strict'
import { bundle } from '../../lib/bundle.mjs'
import { openPage } from '../../lib/chromium.mjs'
import { serve, servePage } from '../../lib/serve.mjs'
import { until } from '../../lib/until.mjs'
import { runAll } from '../run-all.mjs'
import { contractServers } from './servers.mjs'

/** Runs the transport contract on the browser's own `fetch`. */
export async function contract(browser, packages) {
  const here = new URL('.', import.meta.url).pathname
  const script = await bundle(`${here}page.js`, {
    ...packages,
    inject: [`${here}node-of-page.js`],
    replace: {
      '/contract-server': `${here}server-of-page.js`,
      'node:util': `${here}node-of-page.js`,
    },
  })
  let page
  const servers = contractServers(news => {
    page?.evaluate(told => window.hearOfServer(told), news).catch(() => {})
  })
  const sendPage = servePage(script)
  const server = await serve(async (request, response) => {
    if (sendPage(request, response) || (await servers.handle(request, response))) return
    response.writeHead(404).end()
  })
  const context = await browser.newContext()
  try {
    await context.exposeFunction('actOnServer', servers.act)
    const opened = await openPage(context, `${server.url}/`)
    page = opened.page
    await until(() => page.evaluate(() => 'runCheck' in window), 'the page')
    const passed = await runAll(page)
    assert.deepEqual(opened.faults, [])
    return passed
  } finally {
    await context.close()
    await server.close()
  }
}
