import * as assert from 'uvu/assert'
import type { CredentialStorage } from '../src/index'
import { a, bench, contract, drain, ticks } from './bench'

const test = contract('who joins a flight gets its own result')

/** Takes what it is given, and for ever answers with what it held at the start. */
function stale(): CredentialStorage & { readonly loads: number } {
  let loads = 0
  return {
    get loads() {
      return loads
    },
    load: async () => {
      loads += 1
      return a(0)
    },
    save: async () => {},
    clear: async () => {},
  }
}

test('B04 a storage that is stale after the refresh is not asked by those who join', async () => {
  const storage = stale()
  const t = bench({ session: { storage } })
  const byHand = t.refresh()
  const calls = ['/a', '/b', '/c'].map(path => t.get(path))
  await drain()
  assert.is(t.all('/refresh').length, 1)
  const before = t.wire.length
  let loads = 0
  t.session.on('refresh', () => {
    loads = storage.loads
  })
  await t.renew(a(1))
  const late = t.get('/late')
  await drain()
  assert.equal(
    t.wire.slice(before).map(({ path, token }) => `${path} ${token}`),
    ['/a a1', '/b a1', '/c a1', '/late a1'],
  )
  for (const { reply } of t.wire.slice(before)) await reply(200)
  assert.ok([byHand, late, ...calls].every(({ state }) => state === 'resolved'))
  assert.is(storage.loads, loads)
  assert.is(t.session.credential()?.accessToken, a(1).accessToken)
})

for (const offset of [0, 1, 2, 3, 4, 5, 6, 7, 8, 16]) {
  test(`B04 a 401 of the old token, ${offset} microtasks after the answer: no second exchange`, async () => {
    const t = bench()
    const late = t.get('/late')
    const [call] = await t.expire('/a')
    t.at('/refresh').reply(200, a(1))
    await ticks(offset)
    t.at('/late').reply(401)
    await drain()
    assert.equal(t.wire.map(({ path }) => path).sort(), [
      '/a',
      '/a',
      '/late',
      '/late',
      '/refresh',
    ])
    for (const path of ['/a', '/late']) {
      assert.is(t.at(path).token, 'a1')
      await t.at(path).reply(200)
    }
    assert.equal([call?.state, late.state], ['resolved', 'resolved'])
  })

  test(`B04 a request ${offset} microtasks after the answer goes with the new token`, async () => {
    const t = bench()
    await t.expire('/a')
    t.at('/refresh').reply(200, a(1))
    await ticks(offset)
    const late = t.get('/late')
    const refresh = offset < 2 ? t.refresh() : undefined
    await drain()
    assert.is(t.at('/late').token, 'a1')
    assert.is(t.all('/refresh').length, 1)
    for (const path of ['/a', '/late']) await t.at(path).reply(200)
    assert.is(late.state, 'resolved')
    assert.is(refresh?.state ?? 'resolved', 'resolved')
  })
}

test('B04 a failure is not joinable: a microtask later the next exchange begins', async () => {
  const t = bench()
  const late = t.get('/late')
  const [call] = await t.expire('/a')
  t.session.on('refresh:error', () => void ticks(1).then(() => t.at('/late').reply(401)))
  await t.at('/refresh').reply(503)
  assert.is(call?.error.code, 'refresh-transient')
  assert.is(t.all('/refresh').length, 2)
  await t.renew(a(1))
  await t.at('/late').reply(200)
  assert.is(late.state, 'resolved')
})

test.run()
