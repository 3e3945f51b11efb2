import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createNodeWx, drain, manualClock, type NodeWxOptions } from '../../src/index'
import { fixtures, requested, until } from '../helpers'

const test = suite('createApp')

const { serve, keep, close } = fixtures()
test.after.each(close)

function opened(options: NodeWxOptions = {}) {
  const clock = manualClock()
  const host = keep(createNodeWx({ now: clock.now, timers: clock, ...options }))
  const events = (): string[] =>
    host.pages.timeline.map(({ route, event }) => `${route} ${event}`)
  return { ...host, clock, events }
}

test('launches and shows within App, and is there after it', () => {
  const { globals, events } = opened()
  const log: unknown[] = []
  globals.App({
    globalData: { token: 'a0' },
    onLaunch({ scene, path }) {
      log.push(this.globalData.token, scene, path, globals.getApp())
    },
    onShow() {
      log.push('shown')
    },
  })
  assert.equal(log, ['a0', 1001, '', undefined, 'shown'])
  assert.equal(events(), ['app onLaunch', 'app onShow'])
  const app = globals.getApp<{ globalData: { token: string } }>()
  assert.is(app.globalData.token, 'a0')
  assert.throws(() => globals.App({}), /^\[app] App\(\) is called a second time/)
})

test('hides the page before itself, and shows it after', async () => {
  const { globals, pages, app, wx, events } = opened()
  globals.App({})
  pages.define('pages/a', ({ Page }) => Page({}))
  pages.define('pages/b', ({ Page }) => Page({}))
  await wx.reLaunch({ url: '/pages/a' })
  await wx.navigateTo({ url: '/pages/b?id=1' })
  await drain()
  const before = events().length
  const log: unknown[] = []
  wx.onAppHide(() => log.push('gone'))
  wx.onAppShow(({ path, query }) => log.push(path, query))
  app.hide()
  app.hide()
  assert.is(app.hidden, true)
  app.show()
  app.show()
  assert.is(app.hidden, false)
  assert.equal(events().slice(before), [
    'pages/b onHide',
    'app onHide',
    'app onShow',
    'pages/b onShow',
  ])
  assert.equal(log, ['gone', 'pages/b', { id: '1' }])
})

test('forgets the listeners that are taken off', () => {
  const { app, wx } = opened()
  const log: string[] = []
  const listener = (): void => {
    log.push('told')
  }
  wx.onAppHide(listener)
  wx.onAppShow(listener)
  wx.offAppHide(listener)
  wx.offAppShow()
  app.hide()
  app.show()
  assert.equal(log, [])
})

const interrupted = { errMsg: 'request:fail interrupted', errno: 600003 }

test('fails what has not ended after five seconds in the background', async () => {
  const { wx, app, clock, network } = opened({ concurrency: 1 })
  const server = await serve(() => {})
  const both = [requested(wx, { url: server.url }), requested(wx, { url: server.url })]
  await until(() => server.seen.length === 1)
  app.hide()
  await clock.advance(4999)
  assert.equal([network.inFlight, network.queued], [1, 1])
  await clock.advance(1)
  for (const { calls, error } of await Promise.all(both)) {
    assert.equal([calls, error], [['fail', 'complete'], interrupted])
  }
  assert.equal([network.inFlight, network.queued, network.sent], [0, 0, 1])
  assert.is(clock.pending, 0)
})

test('lets requests end in the first five seconds, from the queue too', async () => {
  const { wx, app, clock, network } = opened({ concurrency: 1 })
  const server = await serve(response => response.end('1'))
  const both = [requested(wx, { url: server.url }), requested(wx, { url: server.url })]
  app.hide()
  for (const { result } of await Promise.all(both)) assert.is(result?.statusCode, 200)
  await clock.advance(5000)
  assert.equal([network.sent, server.seen.length], [2, 2])
})

test('fails at once what is asked for in the background', async () => {
  const { wx, app, files, clock, network } = opened()
  const server = await serve(response => response.end('1'))
  files.write('wxfile://a', 'x')
  app.hide()
  for (const ms of [0, 6000]) {
    await clock.advance(ms)
    assert.equal((await requested(wx, { url: server.url })).error, interrupted)
  }
  const upload = await new Promise<{ errMsg: string }>(fail =>
    wx.uploadFile({ url: server.url, filePath: 'wxfile://a', name: 'a', fail }),
  )
  assert.is(upload.errMsg, 'uploadFile:fail interrupted')
  assert.is(network.sent, 0)
  app.show()
  assert.is((await requested(wx, { url: server.url })).result?.statusCode, 200)
})

test('leaves no timer when it is disposed of in the background', () => {
  const { app, clock, dispose } = opened()
  app.hide()
  assert.is(clock.pending, 1)
  dispose()
  assert.is(clock.pending, 0)
  app.show()
  app.hide()
  assert.is(clock.pending, 0)
})

test.run()
