import { createContext, runInContext } from 'node:vm'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createNodeWx, drain } from '../../src/index'
import { fixtures, until } from '../helpers'

const test = suite('globals')

const { serve, keep, close } = fixtures()
test.after.each(close)

test('have a wx with all it stands in for', () => {
  const { wx, globals } = keep(createNodeWx())
  const names = Object.entries(wx).filter(([, value]) => typeof value === 'function')
  assert.equal(names.map(([name]) => name).sort(), [
    'checkSession',
    'clearStorage',
    'clearStorageSync',
    'downloadFile',
    'getStorage',
    'getStorageInfoSync',
    'getStorageSync',
    'hideLoading',
    'hideToast',
    'login',
    'navigateBack',
    'navigateTo',
    'offAppHide',
    'offAppShow',
    'offNetworkStatusChange',
    'onAppHide',
    'onAppShow',
    'onNetworkStatusChange',
    'reLaunch',
    'redirectTo',
    'removeStorage',
    'removeStorageSync',
    'request',
    'setStorage',
    'setStorageSync',
    'showLoading',
    'showToast',
    'switchTab',
    'uploadFile',
  ])
  assert.equal(wx.env, { USER_DATA_PATH: 'wxfile://usr' })
  assert.is(globals.wx, wx)
})

test('run the files of a mini program in a realm of its own', async () => {
  const { wx, globals, pages, login } = keep(createNodeWx())
  const server = await serve(response => response.end('{"name":"Lin"}'))
  const realm = createContext({ ...globals, server: server.url })
  const file = (code: string) => () => {
    runInContext(code, realm)
  }
  runInContext(
    `App({
      globalData: {},
      onLaunch() { wx.login({ success: ({ code }) => { this.globalData.code = code } }) },
    })`,
    realm,
  )
  pages.define(
    'pages/me/me',
    file(`
      const app = getApp()
      Page({
        data: { tags: ['a'] },
        onLoad() {
          wx.request({
            url: server + '/me?code=' + app.globalData.code,
            success: ({ data }) => this.setData({ name: data.name, 'tags[1]': 'b' }, () =>
              wx.navigateTo({ url: 'done?depth=' + getCurrentPages().length })),
          })
        },
      })`),
  )
  pages.define('pages/me/done', file('Page({})'))
  await drain()
  wx.reLaunch({ url: '/pages/me/me' })
  await until(() => pages.stack.length === 2)
  const [me, done] = pages.getCurrentPages()
  assert.equal(JSON.stringify(me?.data), '{"tags":["a","b"],"name":"Lin"}')
  assert.equal([done?.route, done?.options.depth], ['pages/me/done', '1'])
  assert.is(server.seen[0]?.url, `/me?code=${login.codes[0]}`)
})

test.run()
