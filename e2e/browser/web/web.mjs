import assert from 'node:assert/strict'
import { join } from 'node:path'
import { webRoutes } from '../../../packages/transport-fetch/test/web-routes.ts'
import { bundle } from '../../lib/bundle.mjs'
import { openPage } from '../../lib/chromium.mjs'
import { servePage } from '../../lib/serve.mjs'
import { runAll } from '../run-all.mjs'

/** Runs the package's own web checks in a page, against the server that is made for them. */
export async function webChecks(browser, packages) {
  const script = await bundle(new URL('page.js', import.meta.url).pathname, {
    ...packages,
    replace: {
      '\\.\\./src/index': join(
        packages.folder,
        'node_modules/@allium/transport-fetch/dist/index.mjs',
      ),
    },
  })
  const sendPage = servePage(script)
  const give = (response, seen) => sendPage(seen, response)
  const server = await webRoutes({ '': give, 'page.js': give })
  const context = await browser.newContext()
  try {
    const { page, faults } = await openPage(context, `${server.url}/`)
    const passed = await runAll(page)
    assert.deepEqual(faults, [])
    return passed
  } finally {
    await context.close()
    await server.close()
  }
}
