// uni-app, its compiler and its runtimes: the example on H5 in a browser, where `uni.request`
// is its own, and built for WeChat.
import { chromium } from 'playwright-core'
import { launch } from '../lib/chromium.mjs'
import { step } from '../lib/step.mjs'
import { h5Runs } from './h5.mjs'
import { miniprogramRuns } from './mp-weixin.mjs'
import { build, placeProject } from './project.mjs'

await step(async check => {
  const project = placeProject()
  await check('built for WeChat, the example loads, and keeps its session', () =>
    miniprogramRuns(build(project, 'mp-weixin')),
  )
  const browser = await launch(chromium)
  await check('built for H5, it does the same in a browser', () =>
    h5Runs(browser, build(project, 'h5')),
  )
  await browser.close()
})
