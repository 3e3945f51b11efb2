import * as assert from 'uvu/assert'
import {
  a,
  type Bench,
  type BenchOptions,
  bench,
  contract,
  drain,
  type Tracked,
} from './bench'

const test = contract('one deadline for hold, refresh and replay')

/** The deadline of the request, or of its client. */
const ways: ReadonlyArray<[string, BenchOptions, { readonly deadline?: number }]> = [
  ['its own', {}, { deadline: 5_000 }],
  ['the client’s', { client: { deadline: 5_000 } }, {}],
  [
    'its own, shorter than the client’s',
    { client: { deadline: 9_000 } },
    { deadline: 5_000 },
  ],
  [
    'its own, longer than the client’s',
    { client: { deadline: 100 } },
    { deadline: 5_000 },
  ],
]

/** Asserts that it ends at 5 s by the clock, and not a millisecond before. */
async function endsAtFive(t: Bench, call: Tracked): Promise<void> {
  await t.clock.advance(5_000 - t.clock.now() - 1)
  assert.is(call.state, 'pending')
  await t.clock.advance(1)
  assert.is(call.error.code as string, 'timeout')
  assert.match(call.error.message, 'not done within the deadline of 5000 ms')
}

for (const [name, options, own] of ways) {
  test(`F07 ${name}: a slow refresh rejects at 5 s, and is still committed`, async () => {
    const t = bench(options)
    const call = t.get('/a', own)
    await t.clock.advance(70)
    await t.at('/a').reply(401)
    await endsAtFive(t, call)
    assert.is(call.error.sent, true)
    assert.is(t.held, 0)
    const refresh = t.at('/refresh')
    assert.is(refresh.signal.aborted, false)
    // Longer than any deadline of the client's.
    await t.clock.advance(4_000)
    assert.is(refresh.signal.aborted, false)
    await t.renew(a(1))
    assert.equal(t.events.types(), ['refresh:start', 'refresh'])
    assert.is(t.session.credential()?.accessToken, a(1).accessToken)
    assert.equal(t.storage.kept, { ...a(1), expiresAt: undefined })
    assert.is(t.all('/a').length, 1)
  })

  test(`F07 ${name}: a request that was never sent ends at 5 s as well`, async () => {
    const t = bench(options)
    t.refresh()
    await drain()
    const call = t.get('/a', own)
    await endsAtFive(t, call)
    assert.is(call.error.sent, false)
    await t.renew(a(1))
    assert.is(t.all('/a').length, 0)
  })

  test(`F07 ${name}: the replay has what is left of it`, async () => {
    const t = bench(options)
    const call = t.get('/a', { ...own, timeout: 60_000 })
    await t.clock.advance(1_000)
    await t.at('/a').reply(401)
    await t.clock.advance(3_000)
    await t.renew(a(1))
    assert.is(t.all('/a').length, 2)
    await endsAtFive(t, call)
    assert.is(call.error.attempt, 2)
    assert.is(t.at('/a').signal.aborted, true)
  })
}

test('F07 the write of a slow storage counts, too', async () => {
  const t = bench({ session: { storageTimeout: 60_000 } })
  const write = t.storage.hold('save')
  const call = t.get('/a', { deadline: 5_000 })
  await drain()
  await t.at('/a').reply(401)
  await t.renew(a(1))
  await endsAtFive(t, call)
  write.resolve()
  await drain()
  assert.equal(t.events.types(), ['refresh:start', 'refresh'])
  assert.is(t.all('/a').length, 1)
})

test('F07 so does the read of one at the start', async () => {
  const t = bench({ session: { storageTimeout: 60_000 } })
  const read = t.storage.hold('load')
  const call = t.get('/a', { deadline: 5_000 })
  await endsAtFive(t, call)
  read.resolve()
  await drain()
  assert.is(t.wire.length, 0)
})

test('F07 so does the turn that one waits for in a lane', async () => {
  const t = bench({ session: { atOnce: 1 } })
  t.get('/first')
  const call = t.get('/a', { deadline: 5_000 })
  const next = t.get('/next', { deadline: 9_000 })
  await endsAtFive(t, call)
  await t.at('/first').reply(200)
  await t.at('/next').reply(200)
  assert.is(next.state, 'resolved')
  assert.is(t.all('/a').length, 0)
})

test('F07 each request has its own: one ends, the others are served', async () => {
  const t = bench()
  const calls = [5_000, 5_001, 8_000].map((deadline, n) => t.get(`/${n}`, { deadline }))
  await drain()
  for (const { name } of calls) await t.at(name).reply(401)
  await t.clock.advance(5_000)
  await t.renew(a(1))
  for (const { name } of calls.slice(1)) await t.at(name).reply(200)
  assert.equal(
    calls.map(({ state }) => state),
    ['rejected', 'resolved', 'resolved'],
  )
  assert.is(t.all('/refresh').length, 1)
})

test.run()
