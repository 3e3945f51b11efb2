import assert from 'node:assert/strict'
import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { startP0 } from '../../examples/backends/src/index.ts'
import { openPage } from '../lib/chromium.mjs'
import { handOn } from '../lib/proxy.mjs'
import { serve } from '../lib/serve.mjs'
import { checkActs } from './acts.mjs'

const TYPES = { html: 'text/html', js: 'text/javascript', css: 'text/css' }

/** Opens the H5 build, with the backend below the same origin, and does all its acts. */
export async function h5Runs(browser, built) {
  const backend = await startP0()
  const site = await serve((request, response) => {
    const [, path] = /^\/api(\/.*)/.exec(request.url) ?? []
    if (path !== undefined) handOn(backend.url, request, response, path)
    else sendFile(built, request.url, response)
  })
  const context = await browser.newContext()
  try {
    const { page, faults } = await openPage(context, `${site.url}/`)
    await checkActs(backend, name => click(page, name))
    // The toast says why, and goes by itself; no loading has stayed before it.
    const toast = page.locator('uni-toast', { hasText: '登录已过期，请重新登录' })
    await toast.waitFor()
    await toast.waitFor({ state: 'hidden' })
    assert.deepEqual(faults, [])
  } finally {
    await context.close()
    await site.close()
    await backend.close()
  }
}

/** Does an act by its button; gives what the page shows of it. */
async function click(page, name) {
  await page.locator(`.${name}`).click({ force: true })
  const shown = page.locator('.result')
  await shown.filter({ hasNotText: '…' }).filter({ hasText: /\S/ }).waitFor()
  return JSON.parse(await shown.textContent())
}

function sendFile(folder, url, response) {
  const file = join(
    folder,
    url === '/' ? 'index.html' : new URL(url, 'http://x').pathname,
  )
  const type = TYPES[/\w*$/.exec(file)[0]]
  if (type === undefined || !existsSync(file)) {
    response.writeHead(404).end()
    return
  }
  response.setHeader('content-type', `${type}; charset=utf-8`)
  createReadStream(file).pipe(response)
}
