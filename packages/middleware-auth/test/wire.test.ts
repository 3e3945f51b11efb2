import { createClient, isRequestError, type Layer, replayable } from '@allium/core'
import { manualClock } from '@allium/testing'
import { createGate } from '@allium/transport-wx'
import * as assert from 'uvu/assert'
import {
  auth,
  createSession,
  fromBody,
  fromHeader,
  loginByCode,
  singleUse,
} from '../src/index'
import {
  a,
  type Bench,
  type BenchOptions,
  b,
  bench,
  contract,
  drain,
  paths,
} from './bench'

const test = contract('what leaves, when, and in which order')

/** A bench whose host has so many slots. */
function slotted(maxConcurrent: number, options: BenchOptions = {}): Bench {
  return bench({ ...options, gate: () => createGate({ maxConcurrent }) })
}

const order = (t: Bench) => t.wire.map(({ path, token }) => `${path} ${token}`)

test('G04 with one slot, the refresh gets it, and nothing deadlocks', async () => {
  const t = slotted(1)
  const calls = ['/a', '/b', '/c'].map(path => t.get(path))
  await drain()
  await t.at('/a').reply(401)
  await t.renew(a(1))
  for (const path of ['/a', '/b', '/c']) await t.at(path).reply(200)
  assert.equal(order(t), ['/a a0', '/refresh a0', '/a a1', '/b a1', '/c a1'])
  assert.ok(calls.every(({ state }) => state === 'resolved'))
})

test('G04 of ten slots with 500 that wait, the next free one is the refresh’s', async () => {
  const t = slotted(10)
  const names = paths(500)
  const calls = names.map(path => t.get(path))
  await drain()
  assert.is(t.wire.length, 10)
  await t.at('/n0').reply(401)
  assert.equal(order(t).slice(10), ['/refresh a0'])
  // What waited in the queue has been called back: nobody leaves with the dead token.
  for (let n = 1; n < 10; n += 1) await t.at(`/n${n}`).reply(401)
  assert.is(t.wire.length, 11)
  await t.renew(a(1))
  for (const path of names) await t.at(path).reply(200)
  const replays = t.wire.slice(11)
  assert.ok(replays.every(({ token }) => token === 'a1'))
  assert.is(replays.length, 500)
  assert.ok(calls.every(({ state }) => state === 'resolved'))
})

test('G04 held requests take up no slot', async () => {
  const t = slotted(1)
  t.get('/a')
  await drain()
  await t.at('/a').reply(401)
  const open = t.get('/public', { auth: false })
  await t.renew(a(1))
  await t.at('/public').reply(200)
  assert.is(open.state, 'resolved')
  await t.at('/a').reply(200)
})

test('F06 replays go in the order of coming, and later arrivals do not overtake', async () => {
  const t = slotted(2)
  ;['/a', '/b', '/c', '/d'].map(path => t.get(path))
  await drain()
  // In whatever order the answers come.
  await t.at('/b').reply(401)
  await t.at('/a').reply(401)
  t.get('/late')
  await drain()
  await t.renew(a(1))
  const sequence = ['/a', '/b', '/c', '/d', '/late']
  const replayed: string[] = []
  for (let n = 0; n < sequence.length; n += 1) {
    const next = t.wire.slice(3 + n)[0]
    replayed.push(`${next?.path}`)
    await next?.reply(200)
  }
  assert.equal(replayed, sequence)
})

test('F06 within a priority: who matters more goes first', async () => {
  const t = slotted(1)
  t.get('/a')
  t.get('/low', { priority: -1 })
  t.get('/high', { priority: 1 })
  await drain()
  // The slot is free for a while: who comes first of those that waited has it.
  await t.at('/a').reply(401)
  await t.renew(a(1))
  for (const path of ['/a', '/high', '/low']) await t.at(path).reply(200)
  assert.equal(order(t).slice(2), ['/a a1', '/high a1', '/low a1'])
})

test('F06 one replay fails, the others do not; empty answers are answers', async () => {
  const t = bench()
  const bodies = [null, 0, '', false, undefined]
  const calls = await t.expire(...paths(6))
  await t.renew(a(1))
  await t.at('/n5').reply(500)
  for (const [n, body] of bodies.entries()) {
    await t.at(`/n${n}`).reply(body === undefined ? 204 : 200, body)
  }
  assert.is(calls[5]?.error.code as string, 'status')
  assert.equal(
    calls.slice(0, 5).map(({ response }) => response.data),
    bodies,
  )
})

test('B02 E03 who waits for a slot while the user changes is never sent as the other', async () => {
  const t = slotted(1)
  t.get('/a')
  const queued = t.get('/b')
  await drain()
  t.session.signIn(b(0))
  await t.at('/a').reply(200)
  assert.is(queued.error.code, 'session-changed')
  assert.is(t.all('/b').length, 0)
})

test('A06 who waits for a slot without a session goes as whoever has signed in', async () => {
  const t = slotted(1, { kept: undefined })
  t.get('/a')
  t.get('/b')
  await drain()
  t.session.signIn(a(0))
  await t.at('/a').reply(200)
  assert.is(t.at('/b').token, 'a0')
  await t.at('/b').reply(200)
})

test('F03 to be called back costs no replay and counts as no attempt', async () => {
  const t = slotted(1)
  t.get('/a')
  const queued = t.get('/b')
  await drain()
  await t.at('/a').reply(401)
  await t.renew(a(1))
  await t.at('/a').reply(200)
  assert.is(t.at('/b').attempt, 1)
  await t.at('/b').reply(401)
  await t.renew(a(2))
  await t.at('/b').reply(200)
  assert.is(queued.state, 'resolved')
})

test('H01 a layer inside that sends elsewhere does not take the credential along', async () => {
  const elsewhere: Layer = async (ctx, next) => {
    ctx.request = { ...ctx.request, url: 'https://evil.test/a' }
    return next()
  }
  const t = bench({ inside: [elsewhere] })
  const call = t.get('/a')
  await drain()
  assert.is(call.error.code as string, 'invalid')
  assert.match(call.error.message, 'sends the credential elsewhere')
  assert.is(t.wire.length, 0)
})

test('H01 the same for a request without a session is the app’s own affair', async () => {
  const t = bench({
    kept: undefined,
    inside: [
      async (ctx, next) => {
        ctx.request = { ...ctx.request, url: 'https://other.test/a' }
        return next()
      },
    ],
  })
  t.get('/a')
  await drain()
  await t.wire[0]?.reply(200)
})

test('H01 a token in an answer from elsewhere is not taken', async () => {
  const answers = ['https://evil.test/a', 'https://api.test/a']
  const clock = manualClock()
  const session = createSession({
    ...singleUse(fromHeader('b-t')),
    refresh: () => a(9),
    clock,
  })
  session.signIn(a(0))
  const api = createClient({
    clock,
    baseURL: 'https://api.test',
    transport: async () => ({
      status: 200,
      headers: { 'b-t': `taken-from-${answers.length}` },
      cookies: [],
      data: undefined,
      url: answers.shift() as string,
      raw: undefined,
    }),
  }).use(auth({ session }))
  await api.get('/a')
  assert.equal(session.credential(), a(0))
  await api.get('/a')
  assert.is(session.credential()?.accessToken, 'taken-from-1')
})

test('A05 a sign-in by code that is refused ends what there was, once, and is not tried again', async () => {
  const strategy = loginByCode({
    url: '/login',
    code: () => 'c',
    read: fromBody('token'),
  })
  const t = bench({ kept: undefined, session: strategy })
  const calls = [t.get('/a'), t.get('/b')]
  await drain()
  await t.at('/login').reply(403, { msg: 'no' })
  assert.equal(
    calls.map(({ error }) => error.code),
    ['refresh-rejected', 'refresh-rejected'],
  )
  assert.equal(t.events.types(), ['refresh:start', 'logout'])
})

test('E03 who is sent again by a layer outside still belongs to its session', async () => {
  const again = replayable(async (ctx, next) => {
    await next().catch(() => {})
    if (ctx.response?.status === 503) await next()
  })
  const t = bench({ outside: [again] })
  const call = t.get('/a')
  await drain()
  const answered = t.at('/a').reply(503)
  t.session.signIn(b(0))
  await answered
  assert.ok(isRequestError(call.error))
  assert.ok(t.all('/a').every(({ token }) => token === 'a0'))
})

test('K20 a client tells which of its requests wait', async () => {
  const t = bench()
  const ids: number[] = []
  t.client.on('hold', ({ id }) => ids.push(id))
  await t.expire('/a', '/b')
  assert.is(ids.length, 2)
  assert.is(new Set(ids).size, 2)
  await t.renew(a(1))
  for (const path of ['/a', '/b']) await t.at(path).reply(200)
})

test.run()
