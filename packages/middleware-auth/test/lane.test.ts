import type { Layer } from '@allium/core'
import { deferred } from '@allium/testing'
import * as assert from 'uvu/assert'
import { fromHeader, type SessionOptions, singleUse, tokenHeader } from '../src/index'
import {
  type Bench,
  type BenchOptions,
  bench,
  contract,
  drain,
  type Exchange,
} from './bench'

const test = contract('tokens that can be used only once')

/** A bench whose server gives the next token in the header `B-T` of each answer. */
function lane(session: Partial<SessionOptions> = {}, options: BenchOptions = {}): Bench {
  return bench({
    ...options,
    kept: { accessToken: 't1.secret', refreshToken: 'r0.secret' },
    session: { ...singleUse(fromHeader('B-T')), ...session },
    auth: { authenticator: tokenHeader('B-T') },
  })
}

const used = ({ request }: Exchange): string =>
  String(request.headers['b-t']).replace('.secret', '')

/** Answers with the next token. */
const rotate = (t: Bench, path: string, next: string, status = 200) =>
  t.at(path).reply(status, { path }, { 'b-t': next && `${next}.secret` })

const sent = (t: Bench) =>
  t.wire
    .filter(({ path }) => path !== '/refresh')
    .map(each => `${each.path} ${used(each)}`)

test('I01 one at a time, first come first served, each with the token of the one before', async () => {
  const t = lane()
  const paths = ['/a', '/b', '/c', '/d', '/e']
  const calls = paths.map(path => t.get(path))
  await drain()
  for (const [at, path] of paths.entries()) {
    assert.is(t.wire.length, at + 1, 'two at once')
    await rotate(t, path, `t${at + 2}`)
  }
  assert.equal(sent(t), ['/a t1', '/b t2', '/c t3', '/d t4', '/e t5'])
  assert.equal(
    calls.map(({ response }) => response.status),
    [200, 200, 200, 200, 200],
  )
  assert.is(t.session.credential()?.accessToken, 't6.secret')
})

test('I01 anonymous requests and those with a token of their own pass by', async () => {
  const t = lane()
  t.get('/a')
  t.get('/b')
  t.get('/public', { auth: false })
  t.get('/own', { headers: { 'b-t': 'mine' } })
  await drain()
  assert.equal(
    t.wire.map(({ path }) => path),
    ['/a', '/public', '/own'],
  )
  // Their answers are not read for a token either.
  await t.at('/own').reply(200, {}, { 'b-t': 'mine2' })
  await t.at('/public').reply(200, {}, { 'b-t': 'mine3' })
  await rotate(t, '/a', 't2')
  assert.is(used(t.at('/b')), 't2')
  await rotate(t, '/b', 't3')
})

test('I01 without a session there is no token to queue for', async () => {
  const t = bench({ kept: undefined, session: singleUse(fromHeader('B-T')) })
  t.get('/a')
  t.get('/b')
  await drain()
  assert.is(t.wire.length, 2)
  await t.at('/a').reply(200, {}, { 'b-t': 't1.secret' })
  await t.at('/b').reply(200)
  assert.is(t.session.credential(), undefined)
})

test('I01 the ceiling is that of held requests', async () => {
  const t = lane({ maxHeld: 2 })
  const calls = ['/a', '/b', '/c', '/d'].map(path => t.get(path))
  await drain()
  assert.is(calls[3]?.error.code, 'too-many-held')
  for (const path of ['/a', '/b', '/c']) await rotate(t, path, '')
})

test('I01 a deadline takes who waits out of the lane, and the others move up', async () => {
  const t = lane()
  t.get('/a')
  const late = t.get('/b', { deadline: 1_000 })
  const last = t.get('/c')
  await drain()
  await t.clock.advance(1_000)
  assert.is(late.error.code as string, 'timeout')
  await rotate(t, '/a', 't2')
  await rotate(t, '/c', 't3')
  assert.equal(sent(t), ['/a t1', '/c t2'])
  assert.is(last.response.status, 200)
})

test('I01 nobody in the lane is bound to the limit of a refresh', async () => {
  const t = lane({ refreshTimeout: 1_000 })
  t.get('/a', { timeout: 60_000 })
  const next = t.get('/b')
  await drain()
  await t.clock.advance(30_000)
  assert.is(next.state, 'pending')
  await rotate(t, '/a', 't2')
  await rotate(t, '/b', 't3')
})

test('I01 E03 a sign-out empties the lane; the next session starts with its own', async () => {
  const t = lane()
  const calls = ['/a', '/b', '/c'].map(path => t.get(path))
  await drain()
  t.session.signOut()
  await drain()
  assert.equal(
    calls.map(({ state, error }) => [state, error?.code]),
    [
      ['pending', undefined],
      ['rejected', 'session-changed'],
      ['rejected', 'session-changed'],
    ],
  )
  t.session.signIn({ accessToken: 'u1.secret' })
  t.get('/d')
  t.get('/e')
  t.get('/f')
  await drain()
  assert.is(t.held, 2)
  // What the old session has on the wire takes no place in the new one's lane.
  assert.is(used(t.at('/d')), 'u1')
  await rotate(t, '/a', 't2')
  assert.is(calls[0]?.error.code, 'session-changed')
  assert.is(t.session.credential()?.accessToken, 'u1.secret')
  assert.is(t.all('/e').length, 0)
  await rotate(t, '/d', 'u2')
  await rotate(t, '/e', 'u3')
  await rotate(t, '/f', 'u4')
  // Nor has who came late from there let anybody overtake.
  assert.equal(sent(t), ['/a t1', '/d u1', '/e u2', '/f u3'])
})

test('I02 the token is taken from errors, too', async () => {
  const t = lane()
  const calls = ['/a', '/b', '/c'].map(path => t.get(path))
  await drain()
  await rotate(t, '/a', 't2', 404)
  await rotate(t, '/b', 't3', 500)
  await rotate(t, '/c', 't4')
  assert.equal(sent(t), ['/a t1', '/b t2', '/c t3'])
  assert.equal(
    calls.map(({ state }) => state),
    ['rejected', 'rejected', 'resolved'],
  )
})

test('I02 I03 an empty or missing header keeps the token; "expired" then gets another', async () => {
  const t = lane()
  t.get('/a')
  t.get('/b')
  t.get('/c')
  await drain()
  await rotate(t, '/a', '')
  await t.at('/b').reply(200, {})
  await rotate(t, '/c', '', 401)
  assert.equal(sent(t), ['/a t1', '/b t1', '/c t1'])
  await t.renew({ accessToken: 'n1.secret' })
  await rotate(t, '/c', 'n2')
  assert.equal(sent(t).slice(3), ['/c n1'])
  assert.is(t.all('/refresh').length, 1)
  assert.equal(t.faults, [])
})

test('I02 the same token once more is no other one, and is not stored again', async () => {
  const t = lane()
  t.get('/a')
  await drain()
  await rotate(t, '/a', 't1')
  assert.not.ok(t.log.some(line => line.startsWith('save')))
})

test('I02 what is no token is reported by nobody and taken by nobody', async () => {
  const t = lane({ takeFrom: ({ data }) => data as never })
  t.get('/a')
  t.get('/b')
  await drain()
  await t.at('/a').reply(200, { accessToken: 5 })
  await t.at('/b').reply(200, { accessToken: 't2.secret', expiresIn: -1 })
  assert.is(t.session.credential()?.accessToken, 't1.secret')
  assert.match(String(t.faults), '`expiresIn` is no time')
  assert.is(t.faults.length, 1)
})

test('I02 a reader that throws fails no request, and is reported', async () => {
  const t = lane({
    takeFrom() {
      throw new Error('reader')
    },
  })
  const call = t.get('/a')
  await drain()
  await t.at('/a').reply(200)
  assert.is(call.response.status, 200)
  assert.match(String(t.faults), 'reader')
})

test('I02 of two at once, the answer to the later sending has the newer token', async () => {
  const t = lane({ atOnce: 2 })
  t.get('/a')
  t.get('/b')
  const third = t.get('/c')
  await drain()
  assert.is(t.wire.length, 2)
  await rotate(t, '/b', 't3')
  assert.is(used(t.at('/c')), 't3')
  await rotate(t, '/a', 't2')
  assert.is(t.session.credential()?.accessToken, 't3.secret')
  await rotate(t, '/c', 't4')
  assert.is(third.response.status, 200)
})

test('I03 an abort on the wire frees the caller, and the lane waits for the answer', async () => {
  const t = lane()
  const first = t.get('/a')
  const next = t.get('/b')
  await drain()
  first.call.abort?.()
  await drain()
  assert.is(first.error.code as string, 'aborted')
  assert.is(t.at('/a').signal.aborted, false)
  assert.is(t.all('/b').length, 0)
  await rotate(t, '/a', 't2')
  assert.is(used(t.at('/b')), 't2')
  await rotate(t, '/b', 't3')
  assert.is(next.response.status, 200)
})

test('I03 an abort in the lane sends nothing', async () => {
  const t = lane()
  t.get('/a')
  const second = t.get('/b')
  t.get('/c')
  await drain()
  second.call.abort?.()
  await rotate(t, '/a', 't2')
  await rotate(t, '/c', 't3')
  assert.equal(sent(t), ['/a t1', '/c t2'])
})

test('I03 who is aborted as its turn comes hands it on', async () => {
  const t = lane()
  t.get('/a')
  const second = t.get('/b')
  t.get('/c')
  await drain()
  const answered = t.at('/a').reply(200, {}, { 'b-t': 't2.secret' })
  second.call.abort?.()
  await answered
  await rotate(t, '/c', 't3')
  assert.is(t.all('/b').length, 0)
})

test('I03 no answer: the known token is tried once, "expired" gets another, no loop', async () => {
  const t = lane()
  const lost = t.get('/a')
  const next = t.get('/b')
  await drain()
  await t.at('/a').fail(new Error('cut'))
  assert.is(lost.error.code as string, 'network')
  assert.is(used(t.at('/b')), 't1')
  await t.at('/b').reply(401)
  await t.renew({ accessToken: 'n1.secret' })
  await t.at('/b').reply(401)
  assert.is(next.error.code, 'refresh-loop')
  assert.equal(sent(t), ['/a t1', '/b t1', '/b n1'])
  assert.is(t.all('/refresh').length, 1)
})

test('I03 a host that never answers holds the lane no longer than the timeout', async () => {
  const t = lane()
  const first = t.get('/a', { timeout: 3_000 })
  t.get('/b')
  await drain()
  first.call.abort?.()
  await t.clock.advance(2_999)
  assert.is(t.all('/b').length, 0)
  await t.clock.advance(1)
  assert.is(t.at('/a').signal.aborted, true)
  assert.is(used(t.at('/b')), 't1')
  await rotate(t, '/b', 't2')
})

test('I01 a refresh holds the whole lane, and it goes on in its order', async () => {
  const t = lane()
  const calls = ['/a', '/b', '/c'].map(path => t.get(path))
  await drain()
  await t.at('/a').reply(401)
  assert.is(t.wire.length, 2)
  assert.is(t.held, 3)
  await t.renew({ accessToken: 'n1.secret' })
  await rotate(t, '/a', 'n2')
  await rotate(t, '/b', 'n3')
  await rotate(t, '/c', 'n4')
  assert.equal(sent(t), ['/a t1', '/a n1', '/b n2', '/c n3'])
  assert.ok(calls.every(({ state }) => state === 'resolved'))
})

test('I01 a layer inside that sends twice gives its place back, and waits for another', async () => {
  let sends = 0
  const t = bench({
    kept: { accessToken: 't1.secret' },
    session: singleUse(fromHeader('B-T')),
    auth: { authenticator: tokenHeader('B-T') },
    inside: [
      async (_, next) => {
        sends += 1
        return next()
      },
    ],
  })
  t.get('/a')
  await drain()
  await rotate(t, '/a', 't2')
  assert.is(sends, 1)
  t.get('/b')
  await drain()
  await rotate(t, '/b', 't3')
  assert.equal(sent(t), ['/a t1', '/b t2'])
})

test('I04 fifty rotations: memory first, the last one stored, and writes bounded', async () => {
  const t = lane()
  const write = t.storage.hold('save')
  for (let n = 1; n <= 50; n += 1) {
    t.get(`/${n}`)
    await drain()
    assert.is(used(t.at(`/${n}`)), `t${n}`)
    await rotate(t, `/${n}`, `t${n + 1}`)
  }
  write.resolve()
  await drain()
  assert.equal((t.storage.kept as { accessToken: string }).accessToken, 't51.secret')
  assert.equal(
    t.log.filter(line => line.startsWith('save')),
    ['save t2', 'save t51'],
  )
  assert.is(t.events.of('refresh').length, 0)
})

test('I01 what still waits for a slot when its request is done has no turn, and never leaves', async () => {
  const slot = deferred<() => void>()
  const impatient: Layer = async (ctx, next) => {
    const sending = next()
    if (!ctx.request.url.endsWith('/a')) return sending
    sending.catch(() => {})
    const { url } = ctx.request
    ctx.response = { status: 200, data: 'old', headers: {}, cookies: [], url, raw: 0 }
  }
  const t = lane(
    {},
    {
      inside: [impatient],
      gate: () => ({
        enter: ({ request }) => (request.url.endsWith('/a') ? slot.promise : () => {}),
      }),
    },
  )
  t.get('/a')
  t.get('/b')
  await drain()
  slot.resolve(() => {})
  await drain()
  const leaving = sent(t)
  for (const exchange of t.wire) await exchange.reply(200)
  assert.equal(leaving, ['/b t1'])
})

test.run()
