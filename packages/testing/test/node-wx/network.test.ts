import type { ServerResponse } from 'node:http'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { manualClock } from '../../src/index'
import { baseLibrary } from '../../src/node-wx/base-library'
import { createNetwork } from '../../src/node-wx/network'
import { wireRequest } from '../../src/node-wx/wire-request'
import { fixtures, type TestServer, until } from '../helpers'

interface Context {
  server: TestServer
  held: ServerResponse[]
}

const test = suite<Context>('createNetwork')

const { serve, keep, close } = fixtures()

test.before.each(async context => {
  context.held = []
  context.server = await serve(response => context.held.push(response))
})

test.after.each(close)

function opened({ server }: Context, concurrency: number) {
  const clock = manualClock()
  const network = keep(createNetwork(concurrency, clock, []))
  const log: string[] = []
  const send = (path: string, timeout?: number): (() => void) =>
    network.send(
      wireRequest({ url: server.url + path, timeout }, baseLibrary('3.16.2')),
      {
        onHeaders() {},
        onChunk() {},
        onEnd: ({ ok, value }) =>
          log.push(
            `${path} ${ok ? value.statusCode : value.errMsg.replace(/.*net::/, '')}`,
          ),
      },
    )
  const counts = (): number[] => {
    const { inFlight, queued, sent, peak } = network.control
    return [inFlight, queued, sent, peak]
  }
  return { ...network, clock, log, send, counts }
}

const pathsSeen = ({ server }: Context): string[] => server.seen.map(({ url }) => url)

test('carries so many together and queues the rest, first come, first served', async context => {
  const { send, counts, log } = opened(context, 1)
  for (const path of ['/a', '/b', '/c']) send(path)
  assert.equal(counts(), [1, 2, 1, 1])
  for (const count of [1, 2, 3]) {
    await until(() => context.held.length === count)
    assert.equal(pathsSeen(context), ['/a', '/b', '/c'].slice(0, count))
    context.held[count - 1]?.end()
    await until(() => log.length === count)
  }
  assert.equal(log, ['/a 200', '/b 200', '/c 200'])
  assert.equal(counts(), [0, 0, 3, 1])
})

test('never sends a queued request that is aborted', async context => {
  const { send, counts, log } = opened(context, 1)
  send('/a')
  const abort = send('/b')
  send('/c')
  abort()
  abort()
  assert.equal(log, ['/b request:fail abort'])
  assert.equal(counts(), [1, 1, 1, 1])
  await until(() => context.held.length === 1)
  context.held[0]?.end()
  await until(() => context.held.length === 2)
  assert.equal(pathsSeen(context), ['/a', '/c'])
})

test('gives the place of an aborted request to the next one at once', async context => {
  const { send, counts, log } = opened(context, 1)
  const abort = send('/a')
  send('/b')
  abort()
  assert.equal(counts(), [1, 0, 2, 1])
  await until(() => context.held.length > 0)
  assert.ok(pathsSeen(context).includes('/b'))
  assert.equal(log, ['/a request:fail abort'])
})

test('starts the clock of a timeout when the request is handed over', async context => {
  const { send, clock, log } = opened(context, 1)
  send('/a', 500)
  send('/b', 100)
  await clock.advance(499)
  assert.equal(log, [])
  await clock.advance(1)
  assert.equal(log, ['/a request:fail timeout'])
  await clock.advance(99)
  assert.is(log.length, 1)
  await clock.advance(1)
  assert.equal(log, ['/a request:fail timeout', '/b request:fail timeout'])
  assert.is(clock.pending, 0)
})

test('opens no socket while it is offline', async context => {
  const { send, counts, control, log } = opened(context, 2)
  control.offline = true
  send('/a')
  assert.equal(log, ['/a ERR_INTERNET_DISCONNECTED'])
  assert.equal(counts().slice(0, 3), [0, 0, 0])
  assert.is(context.server.connections, 0)
  control.offline = false
  send('/b')
  await until(() => context.held.length === 1)
  assert.equal(pathsSeen(context), ['/b'])
})

test('is offline for some urls only', async context => {
  const { send, control, log } = opened(context, 2)
  const asked: string[] = []
  control.offline = url => {
    asked.push(url)
    return url.endsWith('/refresh')
  }
  send('/refresh')
  send('/me')
  await until(() => context.held.length === 1)
  assert.equal(asked, [`${context.server.url}/refresh`, `${context.server.url}/me`])
  assert.equal(log, ['/refresh ERR_INTERNET_DISCONNECTED'])
  assert.equal(pathsSeen(context), ['/me'])
})

test('asks about offline when a queued request is handed over', async context => {
  const { send, control, log } = opened(context, 1)
  send('/a')
  send('/b')
  send('/c')
  control.offline = true
  await until(() => context.held.length === 1)
  context.held[0]?.end()
  await until(() => log.length === 3)
  assert.equal(log.slice().sort(), [
    '/a 200',
    '/b ERR_INTERNET_DISCONNECTED',
    '/c ERR_INTERNET_DISCONNECTED',
  ])
  assert.equal(pathsSeen(context), ['/a'])
})

test('interrupts what is on its way and lets the queue go on', async context => {
  const { send, counts, control, log } = opened(context, 2)
  for (const path of ['/a', '/b', '/c']) send(path)
  await until(() => context.held.length === 2)
  control.interrupt()
  assert.equal(log, ['/a request:fail interrupted', '/b request:fail interrupted'])
  assert.equal(counts(), [1, 0, 3, 2])
  await until(() => context.held.length === 3)
  context.held[2]?.end()
  await until(() => log.length === 3)
  assert.is(log[2], '/c 200')
})

test('aborts everything when disposed of, and sends nothing later', async context => {
  const { send, counts, log, clock, dispose } = opened(context, 1)
  send('/a')
  send('/b')
  send('/c')
  dispose()
  send('/d')
  assert.equal(log.slice().sort(), [
    '/a request:fail abort',
    '/b request:fail abort',
    '/c request:fail abort',
    '/d request:fail abort',
  ])
  assert.equal(counts(), [0, 0, 1, 1])
  assert.is(clock.pending, 0)
})

test.run()
