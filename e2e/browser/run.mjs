// A person's browser: `fetch` and what a session needs in a page of several tabs.
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { launch } from '../lib/chromium.mjs'
import { step } from '../lib/step.mjs'
import { systemTool } from '../lib/system-tool.mjs'
import { installPackages } from '../lib/tarballs.mjs'
import { contract } from './contract/contract.mjs'
import { tabChecks, twoTabs } from './tabs/tabs.mjs'
import { webChecks } from './web/web.mjs'

const names = ['core', 'middleware-auth', 'transport-fetch']
const playground = 'examples/playground/e2e/playground.mjs'

await step(async check => {
  const executablePath = systemTool('chromium')
  const browser = await launch(chromium)
  const packages = { folder: installPackages(names), names }

  await check('`fetch` keeps the transport contract, but for a 407, which it hides', () =>
    contract(browser, packages),
  )
  await check('what holds wherever there is a `fetch` holds', () =>
    webChecks(browser, packages),
  )
  const withTabs = await twoTabs(browser, packages)
  for (const form of ['a', 'b']) {
    for (const [name, run] of Object.entries(tabChecks)) {
      await check(`P4, form ${form}: ${name}`, () => withTabs(form, run))
    }
  }
  if (!existsSync(playground)) return
  const { run, start } = await import(`../../${playground}`)
  await check('the playground keeps what it promises', async () => {
    const { url, stop } = await start()
    await run({ chromium, executablePath, url }).finally(stop)
  })
})
