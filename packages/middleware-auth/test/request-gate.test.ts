import * as assert from 'uvu/assert'
import { a, type Bench, b, bench, contract, drain, ticks } from './bench'

const test = contract('request-gate')

test('F06 who hears first of a refresh by hand overtakes nobody that waits for it', async () => {
  const t = bench()
  const byHand = t.refresh()
  byHand.call.then(() => t.get('/later'))
  t.get('/a')
  await drain()
  await t.renew(a(1))
  const sent = t.wire.slice(1).map(({ path, token }) => `${path} ${token}`)
  for (const path of ['/a', '/later']) await t.at(path).reply(200)
  assert.equal(sent, ['/a a1', '/later a1'])
})

/** What a request may wait for, and the end of it. */
const waits: ReadonlyArray<
  readonly [string, () => Promise<readonly [Bench, () => void]>]
> = [
  [
    'a look at a shared storage',
    async () => {
      const t = bench({ session: { isStorageShared: true } })
      t.session.credential()
      const look = t.storage.hold('load')
      return [t, () => look.resolve()]
    },
  ],
  [
    'a look that finds the storage empty',
    async () => {
      const t = bench({ session: { isStorageShared: true } })
      t.session.credential()
      t.storage.clear()
      const look = t.storage.hold('load')
      return [t, () => look.resolve()]
    },
  ],
  [
    'the first read of the storage',
    async () => {
      const t = bench()
      const read = t.storage.hold('load')
      return [t, () => read.resolve()]
    },
  ],
  [
    'a refresh',
    async () => {
      const t = bench()
      t.refresh()
      await drain()
      return [t, () => void t.renew(a(1))]
    },
  ],
]

for (const [what, begin] of waits) {
  test(`E03 who waits for ${what} goes with nobody else’s token, whenever another signs in`, async () => {
    for (let count = 0; count < 25; count += 1) {
      const [t, end] = await begin()
      const call = t.post('/pay', { of: 'A' })
      await drain()
      end()
      await ticks(count)
      t.session.signIn(b(0))
      await drain()
      const tokens = new Set(t.all('/pay').map(({ token }) => token))
      for (const exchange of t.all('/pay')) await exchange.reply(200)
      assert.not.ok(tokens.has('b0'), `sent after ${count} turns`)
      assert.is(call.error?.code, tokens.has('-') ? undefined : 'session-changed')
    }
  })
}

test('E03 a listener of `hold` that signs another in leaves nothing to wait for', async () => {
  const t = bench({ kept: { ...a(0), expiresAt: 90_000 } })
  t.session.credential()
  await t.clock.advance(90_000)
  const off = t.client.on('hold', () => {
    off()
    t.session.signIn(b(0))
  })
  const call = t.get('/a')
  await drain()
  assert.equal([call.error?.code, t.wire.length], ['session-changed', 0])
})

test('G07 D01 whose patience ends while the new credential is being stored goes with that', async () => {
  const t = await nearItsEnd()
  const call = t.get('/a')
  await drain()
  await t.clock.advance(9_000)
  const save = t.storage.hold('save')
  await t.renew(a(1))
  await t.clock.advance(1_500)
  assert.equal([call.state, t.all('/a').length], ['pending', 0])
  save.resolve()
  await drain()
  assert.is(t.at('/a').token, 'a1')
  await t.at('/a').reply(200)
  assert.is(call.state, 'resolved')
})

/** Within the margin of a token that lives for some seconds still. */
async function nearItsEnd(): Promise<Bench> {
  const t = bench({ kept: { ...a(0), expiresAt: 90_000 } })
  t.session.credential()
  await t.clock.advance(70_000)
  return t
}

test('G07 C07 within the margin, a refresh whose answer was lost lets requests go, and so does one that is tried no more', async () => {
  const t = await nearItsEnd()
  for (const path of ['/a', '/b', '/c']) {
    t.get(path)
    await drain()
    if (path !== '/c') await t.at('/refresh').fail(new Error('cut'))
    assert.is(t.at(path).token, 'a0')
    await t.at(path).reply(200)
  }
  assert.is(t.all('/refresh').length, 2)
})

test('B03 who was let go within the margin waits like any other once it has an answer', async () => {
  const t = await nearItsEnd()
  t.get('/a')
  await drain()
  await t.at('/refresh').reply(503)
  assert.is(t.at('/a').token, 'a0')
  for (const n of [1, 2]) {
    t.refresh()
    await drain()
    if (n === 2) await t.at('/a').reply(401)
    assert.is(t.all('/a').length, 1)
    await t.renew(a(n))
  }
  assert.is(t.at('/a').token, 'a2')
  await t.at('/a').reply(200)
})

test('G07 C01 within the margin, a refresh that the server finds wrong lets nobody go', async () => {
  const t = await nearItsEnd()
  const call = t.get('/a')
  await drain()
  await t.at('/refresh').reply(422)
  const sent = t.all('/a')
  for (const exchange of sent) await exchange.reply(200)
  assert.equal([call.error?.code, sent.length], ['refresh-refused', 0])
  assert.equal(t.events.of('refresh:error'), [
    {
      at: 70_000,
      outcome: 'refused',
      code: 'refresh-refused',
      status: 422,
      retryable: false,
    },
  ])
})

test('G06 a look at the storage has room for so many, and for so long', async () => {
  const t = bench({
    session: { isStorageShared: true, maxHeld: 1, storageTimeout: 20_000 },
  })
  t.session.credential()
  const look = t.storage.hold('load')
  const calls = [t.get('/a'), t.get('/b')]
  await t.clock.advance(10_000)
  look.resolve()
  await drain()
  const sent = t.wire.map(({ path }) => path)
  for (const exchange of t.wire) await exchange.reply(200)
  const codes = calls.map(({ error }) => error?.code)
  assert.equal([codes, sent], [['refresh-timeout', 'too-many-held'], []])
})

test.run()
