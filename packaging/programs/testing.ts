import { createNodeWx, fakeTransport, manualClock } from '@allium/testing'

async function run(): Promise<string> {
  const { wx, dispose } = createNodeWx()
  wx.setStorageSync('token', 'a0')
  const token: unknown = wx.getStorageSync('token')
  dispose()
  const clock = manualClock()
  const transport = fakeTransport(() => ({ status: 204 }))
  clock.setTimeout(() => transport.calls.splice(0), 100)
  await clock.advance(100)
  return `${token} ${clock.now()} ${clock.pending}`
}

export const done: Promise<string> = run()
export const expected = 'a0 100 0'
