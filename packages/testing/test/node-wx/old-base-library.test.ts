import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createNodeWx, manualClock } from '../../src/index'
import { requested, serve, until } from '../helpers'

const test = suite('an old base library')

const url = 'http://127.0.0.1:1/'
const closing: Array<() => unknown> = []

test.after.each(async () => {
  for (const close of closing.splice(0)) await close()
})

function hostOf(baseLibrary: string) {
  const clock = manualClock()
  const host = createNodeWx({ baseLibrary, timers: clock })
  closing.push(host.dispose)
  return { ...host, clock }
}

/** The functions of the three tasks. */
function tasks(baseLibrary: string): string[][] {
  const { wx, files } = hostOf(baseLibrary)
  files.write('wxfile://a', 'a')
  const upload = { url, filePath: 'wxfile://a', name: 'file' }
  return [wx.request({ url }), wx.uploadFile(upload), wx.downloadFile({ url })].map(
    task => Object.keys(task).sort(),
  )
}

test('has tasks with the functions of its time', () => {
  const headers = ['offHeadersReceived', 'onHeadersReceived']
  const progress = ['offProgressUpdate', 'onProgressUpdate']
  const chunks = ['offChunkReceived', 'onChunkReceived']
  const sorted = (...names: string[]) => ['abort', ...names].sort()
  const file = sorted(...headers, ...progress)
  assert.equal(tasks('1.3.0'), [[], [], []])
  const first = ['abort', 'onProgressUpdate']
  assert.equal(tasks('1.4.0'), [['abort'], first, first])
  assert.equal(tasks('2.9.0'), [sorted(...headers), file, file])
  assert.equal(tasks('2.20.0'), [sorted(...headers), file, file])
  assert.equal(tasks('2.20.1'), [sorted(...headers, ...chunks), file, file])
})

test('has a `wx` with the functions of its time', () => {
  const lacks = (version: string) => {
    const { wx } = hostOf(version)
    return Object.keys(hostOf('3.16.2').wx).filter(name => !(name in wx))
  }
  const shown = ['offAppHide', 'offAppShow', 'onAppHide', 'onAppShow']
  assert.equal(lacks('1.0.0').sort(), [
    'hideLoading',
    ...shown.slice(0, 2),
    'offNetworkStatusChange',
    ...shown.slice(2),
    'onNetworkStatusChange',
    'reLaunch',
    'showLoading',
  ])
  assert.equal(lacks('2.1.1').sort(), [
    ...shown.slice(0, 2),
    'offNetworkStatusChange',
    ...shown.slice(2),
  ])
  assert.equal(lacks('2.9.2'), ['offNetworkStatusChange'])
  assert.equal(lacks('2.9.3'), [])
})

test('gives text before 1.7.0, whatever type is asked for', async () => {
  const server = await serve(response => response.end('ab'))
  closing.push(server.close)
  for (const [version, data] of [
    ['1.6.9', 'ab'],
    ['1.7.0', new Uint8Array([97, 98]).buffer],
  ] as const) {
    const options = { url: server.url, responseType: 'arraybuffer', dataType: 'text' }
    assert.equal((await requested(hostOf(version).wx, options)).result?.data, data)
  }
})

test('passes over a timeout before 2.10.0, and waits its own minute', async () => {
  const server = await serve(() => {})
  closing.push(server.close)
  for (const [version, ms] of [
    ['2.9.9', 60_000],
    ['2.10.0', 300],
  ] as const) {
    const { wx, files, network, clock } = hostOf(version)
    files.write('wxfile://a', 'a')
    const errors: string[] = []
    const fail = ({ errMsg }: { errMsg: string }) => errors.push(errMsg)
    const options = { url: server.url, timeout: 300, fail }
    wx.request(options)
    wx.uploadFile({ ...options, filePath: 'wxfile://a', name: 'file' })
    wx.downloadFile(options)
    await until(() => network.inFlight === 3)
    await clock.advance(ms - 1)
    assert.equal(errors, [])
    await clock.advance(1)
    assert.equal(errors, [
      'request:fail timeout',
      'uploadFile:fail timeout',
      'downloadFile:fail timeout',
    ])
  }
})

test.run()
