import { createAbortController } from '@allium/core'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type WxStreamsOptions, wxStreams, wxTransport } from '../src/index'
import { handHost, quiet, rejection, wireRequest, withGlobalWx } from './helpers'

const test = suite('wxStreams')
test.after.each(quiet)

const parts = { transfer: { kind: 'stream' } } as const

test('K32 wrong options throw when it is made, naming option and remedy', () => {
  const refused: ReadonlyArray<[unknown, string]> = [
    [null, '[wxStreams] takes an object of options'],
    [{ whole: 'yes' }, '[wxStreams] `whole` must be true or false'],
    [{ wholeStreams: true }, '[wxStreams] knows no option `wholeStreams`; it has: whole'],
  ]
  for (const [options, message] of refused) {
    assert.throws(
      () => wxStreams(options as WxStreamsOptions),
      (error: Error) => error instanceof TypeError && error.message === message,
    )
  }
})

test('T05 one carries the streams of several transports, each by its own options', async () => {
  const streams = wxStreams({ whole: true })
  const hosts = [handHost(), handHost()]
  const { signal } = createAbortController()
  const flights = hosts.map((host, index) => {
    const hostOptions = { mark: index }
    const transport = wxTransport({ host, streams, hostOptions })
    return transport(wireRequest(parts), { signal, attempt: 1 })
  })
  const marks = hosts.map(({ last }) => (last as unknown as { mark: number }).mark)
  assert.equal(marks, [0, 1])
  for (const { last } of hosts) last.success({ statusCode: 200, data: 'a' })
  for (const { status } of await Promise.all(flights)) assert.is(status, 200)
})

test('T05 the global `wx` is looked up when a stream is opened', async () => {
  const transport = wxTransport({ streams: wxStreams({ whole: true }) })
  const { signal } = createAbortController()
  const send = () => transport(wireRequest(parts), { signal, attempt: 1 })
  const wx = handHost(({ success }) => success({ statusCode: 200, data: 'a' }))
  await withGlobalWx(wx, async () => assert.is((await send()).status, 200))
  assert.is(wx.calls.length, 1)
  const error = await withGlobalWx({}, () => rejection(send()))
  assert.equal([error.code, error.sent], ['invalid', false])
})

test.run()
