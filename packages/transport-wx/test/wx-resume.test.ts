import { createClient, type RetryOptions, retry } from '@allium/core'
import { createNodeWx, manualClock } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type ResumeHost, wxResume, wxTransport } from '../src/index'
import { quiet, serve, until, withGlobalWx } from './helpers'

const test = suite('wxResume')
test.after.each(quiet)

/** A host that is listened to, and what it has told. */
function opened() {
  const host = createNodeWx()
  const told: string[] = []
  const stop = wxResume({ host: host.wx })(what => told.push(what))
  return { ...host, told, stop }
}

test('C04 it tells when the app comes back to the front', () => {
  const { app, told } = opened()
  app.hide()
  assert.equal(told, [])
  app.show()
  assert.equal(told, ['shown'])
  app.hide()
  app.show()
  assert.equal(told, ['shown', 'shown'])
})

test('C04 it tells when there is a network again', () => {
  const { network, told } = opened()
  network.offline = true
  assert.equal(told, [])
  network.offline = false
  assert.equal(told, ['online'])
})

test('C04 a network in the background is told of by the show alone', () => {
  const { app, network, told } = opened()
  network.offline = true
  app.hide()
  network.offline = false
  assert.equal(told, [])
  app.show()
  assert.equal(told, ['shown'])
})

test('C04 the show of the launch is no coming back', () => {
  const tell: Record<string, (given?: unknown) => void> = {}
  const listen = (name: string) => (listener: () => void) => {
    tell[name] = listener
  }
  const host: ResumeHost = { onAppShow: listen('show'), onAppHide: listen('hide') }
  let times = 0
  wxResume({ host })(() => {
    times += 1
  })
  tell.show?.()
  assert.is(times, 0)
  tell.hide?.()
  tell.hide?.()
  tell.show?.()
  tell.show?.()
  assert.is(times, 1)
})

test('C04 it tells of hiding, too, who asks for that; where no show is told, of none', () => {
  const { wx, app } = createNodeWx()
  const log: string[] = []
  const listen = (host: ResumeHost) =>
    wxResume({ host })(
      what => log.push(what),
      () => log.push('hidden'),
    )
  const stop = listen(wx)
  app.hide()
  app.show()
  app.hide()
  assert.equal(log.splice(0), ['hidden', 'shown', 'hidden'])
  stop()
  app.show()
  app.hide()
  assert.equal(log, [])

  let hide = () => {}
  let connect = (_: { isConnected: boolean }) => {}
  listen({
    onAppHide(listener) {
      hide = listener
    },
    onNetworkStatusChange(listener) {
      connect = listener
    },
  })
  hide()
  connect({ isConnected: true })
  assert.equal(log, ['online'])
})

/** A phone whose server answers none of the first, and a client that hears of its return. */
async function phone(unanswered: number, options: RetryOptions = {}) {
  const clock = manualClock()
  const host = createNodeWx({ timers: clock })
  const server = await serve(response => {
    if (server.seen.length > unanswered) response.end('{}')
  })
  const transport = wxTransport({ host: host.wx })
  const given = { baseURL: server.url, timeout: 10_000_000, clock, transport }
  const onResume = wxResume({ host: host.wx })
  const api = createClient(given).use(retry({ onResume, ...options }))
  const close = () => {
    host.dispose()
    return server.close()
  }
  return { ...host, api, clock, server, close }
}

for (const maxDelayMs of [500, 10_000]) {
  test(`C04 what is stopped goes on with the show, at ${maxDelayMs} ms between tries`, async () => {
    const { api, app, clock, server, close } = await phone(1, { maxDelayMs })
    const codes: unknown[] = []
    api.on('retry', ({ code }) => codes.push(code))
    const call = api.get('/a')
    await until(() => server.seen.length === 1)
    app.hide()
    await clock.advance(5_000)
    await until(() => codes.length === 1)
    await clock.advance(600_000)
    assert.equal([codes, server.seen.length], [['interrupted'], 1])
    app.show()
    assert.is((await call).status, 200)
    assert.is(server.seen.length, 2)
    await close()
  })
}

test('C04 what is asked for in the background waits for the show', async () => {
  const { api, app, clock, server, close } = await phone(0)
  app.hide()
  const calls = Promise.all([api.get('/a'), api.get('/b')])
  await clock.advance(60_000)
  assert.is(server.seen.length, 0)
  app.show()
  assert.equal(
    (await calls).map(({ status }) => status),
    [200, 200],
  )
  await close()
})

test('C04 where no host tells of hiding, every show counts', () => {
  let show = () => {}
  const host: ResumeHost = {
    onAppShow(listener) {
      show = listener
    },
  }
  let times = 0
  const stop = wxResume({ host })(() => {
    times += 1
  })
  show()
  show()
  assert.is(times, 2)
  stop()
  show()
  assert.is(times, 2, 'a host without `offAppShow` is heard no more')
})

test('C04 a host that tells of the network alone is enough', () => {
  let tell = (_: { isConnected: boolean }) => {}
  const host: ResumeHost = {
    onNetworkStatusChange(listener) {
      tell = listener
    },
  }
  let times = 0
  const stop = wxResume({ host })(() => {
    times += 1
  })
  tell({ isConnected: false })
  assert.is(times, 0)
  tell({ isConnected: true })
  assert.is(times, 1)
  stop()
  tell({ isConnected: true })
  assert.is(times, 1)
})

test('G03 what is stopped tells no more, and leaves no listener', () => {
  const listeners = new Set<unknown>()
  const add = (listener: unknown) => listeners.add(listener)
  const remove = (listener: unknown) => listeners.delete(listener)
  const host: ResumeHost = {
    onAppShow: add,
    offAppShow: remove,
    onAppHide: add,
    offAppHide: remove,
    onNetworkStatusChange: add,
    offNetworkStatusChange: remove,
  }
  const stop = wxResume({ host })(() => {})
  assert.is(listeners.size, 3)
  stop()
  stop()
  assert.is(listeners.size, 0)
  const { app, network, told, stop: end } = opened()
  app.hide()
  network.offline = true
  end()
  app.show()
  network.offline = false
  assert.equal(told, [])
})

test('C04 several listeners are told, each until it is stopped', () => {
  const { wx, app } = createNodeWx()
  const log: string[] = []
  const resume = wxResume({ host: wx })
  const stopFirst = resume(() => log.push('first'))
  resume(() => log.push('second'))
  app.hide()
  app.show()
  stopFirst()
  app.hide()
  app.show()
  assert.equal(log, ['first', 'second', 'second'])
})

test('T05 the methods are called on their host', () => {
  const seen: unknown[] = []
  const host = {
    onAppShow() {
      seen.push(this)
    },
    offAppShow() {
      seen.push(this)
    },
  }
  wxResume({ host })(() => {})()
  assert.equal(
    seen.map(each => each === host),
    [true, true],
  )
})

test('T05 the global `wx` is looked up when it is listened to', async () => {
  const resume = wxResume()
  const listen = () => resume(() => {})
  assert.throws(listen, /^there is no global `wx` here; give a `host`$/)
  const lacking = /^\[wxResume\] `host` must have `onAppShow` or `onNetworkStatusChange`$/
  await withGlobalWx({}, () => assert.throws(listen, lacking))
  const { wx, app } = createNodeWx()
  let times = 0
  await withGlobalWx(wx, () =>
    resume(() => {
      times += 1
    }),
  )
  app.hide()
  app.show()
  assert.is(times, 1)
})

test('K32 a wrong host, and an option that is none, throw when it is made', () => {
  const refused: ReadonlyArray<[unknown, RegExp]> = [
    [null, /^\[wxResume\] takes an object of options$/],
    [{ host: null }, /^\[wxResume\] `host` must be an object$/],
    [{ host: {} }, /^\[wxResume\] `host` must have `onAppShow` or `onNetwork/],
    [{ host: { onAppHide() {} } }, /^\[wxResume\] `host` must have `onAppShow` or/],
    [{ hots: {} }, /^\[wxResume\] knows no option `hots`; it has: host$/],
  ]
  for (const [options, message] of refused) {
    assert.throws(
      () => wxResume(options as { host: ResumeHost }),
      (error: Error) => error instanceof TypeError && message.test(error.message),
    )
  }
})

test.run()
