import assert from 'node:assert/strict'
import { startP0 } from '../../examples/backends/src/index.ts'
import { createNodeWx } from '../../packages/testing/src/index.ts'
import { realm } from '../lib/realm.mjs'
import { checkActs } from './acts.mjs'

/** What uni-app's runtime asks a phone about itself. */
const DEVICE = {
  canIUse: () => true,
  getSystemInfoSync: () => ({ platform: 'ios', language: 'zh_CN', SDKVersion: '3.6.0' }),
  getDeviceInfo: () => ({ platform: 'ios' }),
  getWindowInfo: () => ({ windowWidth: 375, windowHeight: 812 }),
  getAppBaseInfo: () => ({ language: 'zh_CN', SDKVersion: '3.6.0' }),
  getAccountInfoSync: () => ({ miniProgram: { envVersion: 'develop' } }),
  getLaunchOptionsSync: () => ({ path: 'pages/home/home-page' }),
}

/** Loads the WeChat build as a phone does, and does all acts over uni-app's own runtime. */
export async function miniprogramRuns(built) {
  const server = await startP0()
  const host = createNodeWx()
  try {
    host.wx.setStorageSync('baseURL', server.url)
    const pages = []
    const load = realm(built, {
      ...host.globals,
      wx: { ...host.wx, ...DEVICE },
      Component: options => pages.push(options),
      Behavior: options => options,
      global: {},
      setTimeout,
      clearTimeout,
    })
    load('app.js')
    load('pages/home/home-page.js')
    assert.equal(pages.length, 1)
    const { acts } = load('acts.js')
    await checkActs(server, async name => JSON.parse(JSON.stringify(await acts[name]())))
    assert.equal(host.wx.getStorageSync('accessToken'), '')
    assert.deepEqual(host.network.swallowed, [])
  } finally {
    host.dispose()
    await server.close()
  }
}
