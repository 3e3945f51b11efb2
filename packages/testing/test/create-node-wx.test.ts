import { spawn } from 'node:child_process'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  createNodeWx,
  drain,
  manualClock,
  type NodeWxHost,
  type NodeWxOptions,
} from '../src/index'
import { fixtures, requested, until } from './helpers'

const test = suite('createNodeWx')

const { serve, keep, close } = fixtures()
test.after.each(close)

const opened = (options?: NodeWxOptions): NodeWxHost => keep(createNodeWx(options))

test('carries ten requests together', async () => {
  const { wx, network } = opened()
  const server = await serve(response => setTimeout(() => response.end(), 10))
  const all = Array.from({ length: 25 }, (_, n) =>
    requested(wx, { url: `${server.url}/${n}` }),
  )
  assert.equal([network.inFlight, network.queued, network.sent], [10, 15, 10])
  await Promise.all(all)
  assert.equal([network.inFlight, network.queued, network.sent], [0, 0, 25])
  assert.is(network.peak, 10)
  assert.is(server.seen.length, 25)
})

test('carries as many as told', async () => {
  const { wx, network } = opened({ concurrency: 3 })
  const server = await serve(response => response.end())
  await Promise.all(Array.from({ length: 7 }, () => requested(wx, { url: server.url })))
  assert.is(network.peak, 3)
})

test('has methods that work taken off', () => {
  const { wx, storage } = opened()
  const { setStorageSync, getStorageSync } = wx
  setStorageSync('a', 1)
  assert.is(getStorageSync('a'), 1)
  assert.equal(storage.entries(), [['a', 1]])
})

test('shares nothing between two hosts', async () => {
  const one = opened()
  const two = opened()
  one.wx.setStorageSync('a', 1)
  one.wx.showToast({ title: 'one' })
  one.wx.request({ url: 'foo' })
  one.files.write('wxfile://a', 'x')
  one.wx.login({ success: () => {} })
  one.network.misbehave({ throws: new Error('one') })
  one.pages.define('pages/a', ({ Page }) => Page({}))
  one.globals.App({})
  one.app.hide()
  await one.wx.reLaunch({ url: '/pages/a' })
  await drain()
  assert.is(two.wx.getStorageSync('a'), '')
  assert.equal([two.screen.timeline, two.files.paths, two.login.codes], [[], [], []])
  assert.equal([two.app.hidden, two.pages.stack, two.pages.timeline], [false, [], []])
  assert.is(two.globals.getApp(), undefined)
  one.dispose()
  const server = await serve(response => response.end())
  assert.equal((await requested(two.wx, { url: server.url })).calls[0], 'success')
  two.dispose()
})

test('takes its time from the options', async () => {
  const clock = manualClock(100)
  const { wx, screen, network } = opened({ now: clock.now, timers: clock })
  const server = await serve(() => {})
  const late = requested(wx, { url: server.url, timeout: 2000 })
  wx.showToast({ title: 'saved' })
  await clock.advance(1500)
  assert.equal(screen.timeline, [
    { at: 0, event: 'showToast', title: 'saved' },
    { at: 1500, event: 'toastExpired', title: 'saved' },
  ])
  await clock.advance(500)
  assert.is((await late).error?.errMsg, 'request:fail timeout')
  assert.equal([clock.pending, network.inFlight], [0, 0])
})

test('ends everything when disposed of', async () => {
  const clock = manualClock()
  const { wx, network, screen, dispose } = opened({ concurrency: 1, timers: clock })
  let closed = 0
  const server = await serve(response => {
    response.on('close', () => {
      closed += 1
    })
  })
  const flying = requested(wx, { url: server.url })
  const queued = requested(wx, { url: server.url })
  wx.showToast({ title: 'saved' })
  await until(() => server.seen.length === 1)
  dispose()
  assert.is((await flying).error?.errMsg, 'request:fail abort')
  assert.is((await queued).error?.errMsg, 'request:fail abort')
  await until(() => closed === 1)
  assert.equal([network.inFlight, network.queued, server.seen.length], [0, 0, 1])
  assert.equal([screen.visible, clock.pending], [undefined, 0])
})

test('closes idle connections when disposed of', async () => {
  const { wx, dispose } = opened()
  const server = await serve(response => response.end())
  await requested(wx, { url: server.url })
  assert.is(server.open, 1)
  dispose()
  await until(() => server.open === 0)
  assert.is(server.connections, 1)
})

test('names a wrong option', () => {
  assert.throws(
    () => createNodeWx({ concurrency: 0 }),
    (error: unknown) =>
      error instanceof TypeError &&
      error.message.startsWith('[createNodeWx] concurrency'),
  )
})

test('keeps no process alive, even without being disposed of', async () => {
  const server = await serve(response => response.end())
  const script = `
    const { createNodeWx } = await import(${JSON.stringify(
      new URL('../src/index.ts', import.meta.url).href,
    )})
    const { wx } = createNodeWx()
    wx.showToast({ title: 'stands an hour', duration: 3_600_000 })
    wx.request({ url: '${server.url}', success: ({ statusCode }) => console.log(String(statusCode)) })
  `
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', script],
    { stdio: ['ignore', 'pipe', 'inherit'], timeout: 20_000 },
  )
  let printed = ''
  child.stdout.on('data', piece => {
    printed += piece
  })
  const [code, signal] = await new Promise<unknown[]>(resolve =>
    child.on('close', (...ending) => resolve(ending)),
  )
  assert.equal([code, signal, printed], [0, null, '200\n'])
})

test.run()
