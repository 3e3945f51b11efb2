import assert from 'node:assert/strict'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startP0 } from '../../examples/backends/src/index.ts'
import { createNodeWx } from '../../packages/testing/src/index.ts'
import { realm } from '../lib/realm.mjs'
import { until } from '../lib/until.mjs'

const REFRESH = '/Login/RefreshToken'
const timers = { setTimeout, clearTimeout }

/** What was packed, beside a program of the size of a README's. */
export async function packagesRun(root) {
  cpSync('e2e/packer/program.js', join(root, 'program.js'))
  await onPhone(async (server, { wx, screen }) => {
    const load = realm(root, { wx, ...timers })
    const { api, session, messageOf, timeline, getAsAxios } = load('program.js')
    server.expireAccess()
    const paths = Array.from({ length: 12 }, (_, n) => `/items?n=${n}`)
    const answers = await Promise.all(paths.map(path => api.get(path)))
    assert.deepEqual(
      answers.map(({ status }) => status),
      paths.map(() => 200),
    )
    assert.equal(server.wire.count({ path: REFRESH, status: 200 }), 1)
    assert.equal(wx.getStorageSync('accessToken'), session.credential().accessToken)
    await until(() => screen.visible === undefined, 'the end of the loading')
    const { status, data } = await getAsAxios('/me')
    assert.deepEqual([status, JSON.parse(data).data.user], [200, 'li'])
    assert.equal(timeline().match(/\/items/g).length, paths.length)

    server.expireAccess()
    server.revoke()
    const error = await api.get('/me').catch(reason => reason)
    assert.deepEqual(
      [error.code, messageOf(error)],
      ['refresh-rejected', '登录已过期，请重新登录'],
    )
    assert.equal(wx.getStorageSync('accessToken'), '')
  })
}

/** The example as it was compiled, its pages opened and touched. */
export async function appRuns(compiled, prelude) {
  await onPhone(async (server, { wx, globals, pages, network }) => {
    const load = realm(compiled, { ...globals, ...timers }, prelude)
    const routes = JSON.parse(readFileSync(join(compiled, 'app.json'), 'utf8')).pages
    for (const route of routes) pages.define(route, () => void load(`${route}.js`))
    load('app.js')
    wx.reLaunch({ url: `/${routes[0]}`, complete() {} })
    const page = () => pages.getCurrentPages().slice(-1)[0]
    await until(() => page()?.data.user === 'li', 'the home page')

    server.expireAccess()
    await page().load()
    assert.equal(server.wire.count({ path: REFRESH }), 1)
    assert.equal(server.wire.count({ status: 401 }), 3)
    assert.deepEqual(page().data.items, ['kind：水果', 'page：1', 'kind：茶', 'page：1'])

    server.expireAccess()
    await page().submit({ detail: { value: { note: '两箱苹果' } } })
    assert.equal(page().data.receipt, '两箱苹果')
    assert.equal(server.wire.count({ path: '/orders', status: 201 }), 1)
    assert.equal(server.wire.count({ path: REFRESH }), 2)

    await page().leave()
    await until(() => pages.stack.join() === routes[1], 'the login page')
    assert.equal(wx.getStorageSync('refreshToken'), '')
    assert.deepEqual(network.swallowed, [])
  })
}

/** Runs on a `wx` over real sockets, with `li` signed in at a backend of their own. */
async function onPhone(run) {
  const server = await startP0()
  const host = createNodeWx()
  try {
    host.wx.setStorageSync('baseURL', server.url)
    const { accessToken, refreshToken } = server.signIn('li')
    host.wx.setStorageSync('accessToken', accessToken)
    host.wx.setStorageSync('refreshToken', refreshToken)
    await run(server, host)
  } finally {
    host.dispose()
    await server.close()
  }
}
