// A person's browser: `fetch` and what a session needs in a page of several tabs.
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { launch } from '../lib/chromium.mjs'
import { step } from '../lib/step.mjs'
import { systemTool } from '../lib/system-tool.mjs'
import { installPackages } from '../lib/tarballs.mjs'
import { contract } from './contract/contract.mjs'
import { quotaChecks, stormChecks, tabChecks, twoTabs } from './tabs/tabs.mjs'
import { webChecks } from './web/web.mjs'

const names = ['core', 'middleware-auth', 'transport-fetch']
const playground = 'examples/playground/e2e/playground.mjs'

// A closed tab's note in the storage would be waited for.
const [once] = Object.entries(tabChecks)
const kinds = [
  ['a', { form: 'a' }, { ...tabChecks, ...stormChecks, ...quotaChecks }],
  ['b', { form: 'b' }, tabChecks],
  ['b, token in memory', { form: 'b', inMemory: true }, tabChecks],
  ['a, no Web Locks', { form: 'a', hasLocks: false }, Object.fromEntries([once])],
]

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
  for (const [words, kind, checks] of kinds) {
    for (const [name, run] of Object.entries(checks)) {
      await check(`P4, form ${words}: ${name}`, () => withTabs(kind, run))
    }
  }
  if (!existsSync(playground)) return
  const { run, start } = await import(`../../${playground}`)
  await check('the playground keeps what it promises', async () => {
    const { url, stop } = await start()
    await run({ chromium, executablePath, url }).finally(stop)
  })
})
