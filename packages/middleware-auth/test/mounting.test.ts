import { createEvents, type LayerHost } from '@allium/core'
import { manualClock } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { AuthEvents, HoldEvents } from '../src/index'
import { type Mounting, mountingOf } from '../src/mounting'

const test = suite('mounting')

type Host = LayerHost<AuthEvents & HoldEvents>

function host(baseURL: string, family: object, log: string[] = []): Host {
  return {
    baseURL,
    family,
    clock: manualClock(),
    emit: name => log.push(`${baseURL} ${name}`),
    send: async ({ url }) => {
      log.push(`${baseURL} sends ${url}`)
      return {} as never
    },
  }
}

const mounting = (origins?: string[]): Mounting =>
  mountingOf(
    origins,
    createEvents<AuthEvents>(() => {}),
  )

test('before it is mounted, no token leaves for any host', () => {
  const m = mounting()
  assert.is(m.allows('https://api.test/a'), false)
  assert.is(m.allows('/a'), true)
})

test('before it is mounted, nothing is sent', async () => {
  const thrown = await mounting()
    .send({ url: '/refresh' })
    .catch(error => error)
  assert.is(thrown.message, 'GET /refresh: no client has this session')
  assert.is(thrown.sent, false)
})

test('a URL of the home origin is let through at once, any other is looked at', () => {
  const m = mounting()
  m.mount(host('https://api.test/v2', {}))
  const atHome = { startsWith: (origin: string) => origin === 'https://api.test/' }
  assert.is(m.allows(atHome as unknown as string), true)
  assert.is(m.allows('HTTPS://API.test:443/a'), true)
  for (const url of ['https://api.test.evil/', 'https://evil.test/https://api.test/']) {
    assert.is(m.allows(url), false, url)
  }
})

test('a client that is still being built counts in its latest form', async () => {
  const log: string[] = []
  const family = {}
  const m = mounting()
  m.mount(host('https://api.test', family, log))
  m.mount(host('https://api.test/v2', family, log))
  await m.send({ url: '/refresh' })
  // From the first use on it stays what it is.
  m.mount(host('https://api.test/v3', family, log))
  await m.send({ url: '/refresh' })
  assert.equal(log, [
    'https://api.test/v2 sends /refresh',
    'https://api.test/v2 sends /refresh',
  ])
})

test('another client hears the events, and refreshes nothing', async () => {
  const log: string[] = []
  const events = createEvents<AuthEvents>(() => {})
  const m = mountingOf(undefined, events)
  m.mount(host('https://one.test', {}, log))
  m.mount(host('https://two.test', {}, log))
  events.emit('refresh', () => ({ at: 0 }))
  await m.send({ url: '/refresh' })
  assert.is(m.allows('https://two.test/a'), false)
  m.dispose()
  events.emit('refresh', () => ({ at: 1 }))
  assert.equal(log, [
    'https://one.test refresh',
    'https://two.test refresh',
    'https://one.test sends /refresh',
  ])
})

test('the client that sends first is the one to refresh through', () => {
  const m = mounting()
  const family = {}
  const sent: string[] = []
  const sibling = (name: string) => ({
    ...host('https://api.test', family, []),
    send: async () => {
      sent.push(name)
      return {} as never
    },
  })
  const [one, two] = [sibling('one'), sibling('two')]
  m.mount(one)
  m.mount(two)
  m.settle(one)
  m.settle(two)
  m.mount(sibling('three'))
  m.send({ url: '/refresh' })
  assert.equal(sent, ['one'])
})

test.run()
