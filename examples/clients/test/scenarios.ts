import type { Response } from '@allium/core'
import { drain } from '@allium/testing'
import type { Test } from 'uvu'
import * as assert from 'uvu/assert'
import {
  answersOf,
  askMany,
  assertNoToken,
  type Bench,
  errorOf,
  errorsOf,
  rest,
  tally,
} from './bench'
import type { Facts } from './facts'
import { until } from './time'

/** What holds for each of the backends. */
export function scenarios(test: Test, facts: Facts): void {
  const { open, refreshPath, basePath = '', listOf, kept, screen } = facts
  const { refusedFirst, timeoutMs } = facts
  const items = `${basePath}/items`

  /** Fifty requests; the refresh is answered when all that left before it have been told. */
  async function fifty(bench: Bench): Promise<Array<Promise<Response>>> {
    const { wayBack } = bench
    const unblock = wayBack.block(refreshPath)
    const calls = askMany(bench, 50)
    await until(
      () => wayBack.count(refreshPath) === 1 && wayBack.count(items) === refusedFirst,
    )
    await drain()
    unblock()
    return calls
  }

  test('the happy path is one request, and nothing else happens', async () => {
    const bench = await open()
    const before = bench.stored()
    const [answer] = await answersOf(askMany(bench, 1))
    assert.equal(listOf(answer as Response), [['i', '0']])
    assert.equal(
      bench.server.wire.entries.map(({ path, status, user }) => [path, status, user]),
      [[items, 200, 'u1']],
    )
    assert.equal(bench.events.types(), [])
    if (refusedFirst !== 1) assert.equal(bench.stored(), before)
    await rest(bench)
    assert.equal(bench.shown(), screen.good)
  })

  test('50 parallel requests on an expired session are one refresh and 50 answers', async () => {
    const bench = await open()
    const { server, session, events } = bench
    const before = session.credential()
    server.expireAccess()
    const answers = await answersOf(askMany(bench, 50))
    assert.equal(
      answers.map(listOf),
      answers.map((_, i) => [['i', `${i}`]]),
    )
    assert.is(server.wire.count({ path: refreshPath }), 1)
    assert.is(server.wire.count({ path: items }), 50 + refusedFirst)
    assert.is(server.wire.count(), 51 + refusedFirst)
    assert.equal(events.types(), ['refresh:start', 'refresh'])
    assert.is.not(session.credential()?.accessToken, before?.accessToken)
    assert.equal(bench.stored(), kept(session))
    assertNoToken(events.log)
    assert.not.match(JSON.stringify(server.wire.entries), '<token>')
    await rest(bench)
    assert.equal(bench.shown(), screen.good)
  })

  test('round after round of expiry is one refresh each, and no token is shown twice', async () => {
    const bench = await open()
    const { server, events } = bench
    for (let round = 1; round <= 3; round += 1) {
      server.expireAccess()
      await answersOf(askMany(bench, 10))
      assert.equal(bench.stored(), kept(bench.session))
    }
    const { refreshes, ...stats } = server.stats
    const reuses = Object.entries(stats).filter(([name]) => /reuses$/i.test(name))
    assert.ok(reuses.every(([, count]) => count === 0))
    assert.equal([refreshes, server.wire.count({ path: refreshPath })], [3, 3])
    assert.equal(tally(events.types()), { 'refresh:start': 3, refresh: 3 })
  })

  test('a rejected refresh ends the session once, and all that waited for it', async () => {
    const bench = await open()
    const { server, session, events } = bench
    server.expireAccess()
    server.rejectRefresh(true)
    const errors = await errorsOf(await fifty(bench))
    assert.equal(tally(errors.map(({ code }) => code)), { 'refresh-rejected': 50 })
    assert.is(new Set(errors).size, 50)
    assert.is(server.wire.count({ path: refreshPath }), 1)
    assert.is(server.wire.count({ path: items }), refusedFirst)
    assert.equal(events.types(), ['refresh:start', 'logout'])
    const [{ at, ...logout }] = events.of('logout') as [{ at: number }]
    assert.equal(logout, { reason: 'rejected', ...facts.rejection })
    assert.is(at, bench.clock.now())
    assert.is(session.credential(), undefined)
    assert.equal(bench.stored(), kept(session))
    assertNoToken(events.log, ...errors)
    await rest(bench)
    assert.equal(bench.shown(), screen.rejected)

    server.rejectRefresh(false)
    await errorOf(bench.ask('/items'))
    assert.is(server.wire.count({ path: refreshPath }), 1, 'nothing signs in by itself')
    assert.is(events.log.length, 2)
  })

  test('a lost refresh fails its requests for now, and the session is kept', async () => {
    const bench = await open()
    const { server, session, events } = bench
    const before = bench.stored()
    server.expireAccess()
    server.dropRefreshAnswer()
    const errors = await errorsOf(await fifty(bench))
    assert.equal(tally(errors.map(({ code }) => code)), { 'refresh-ambiguous': 50 })
    assert.ok(errors.every(({ retryable }) => retryable))
    assert.is(server.wire.count({ path: refreshPath }), 1)
    assert.is(server.wire.count({ path: items }), refusedFirst)
    assert.equal(events.types(), ['refresh:start', 'refresh:error'])
    assert.ok(session.credential())
    assert.equal(bench.stored(), before)
    assertNoToken(events.log, ...errors)
    await rest(bench)
    assert.equal(bench.shown(), screen.lost)

    const [next] = await Promise.allSettled(askMany(bench, 1))
    assert.is(server.wire.count({ path: refreshPath }), 2)
    const ended = ['refresh:start', facts.isOverWhenLost ? 'logout' : 'refresh']
    assert.equal(events.types().slice(2), ended)
    assert.is(next?.status, facts.isOverWhenLost ? 'rejected' : 'fulfilled')
    assert.equal(bench.stored(), kept(session))
  })

  test(`an attempt may take ${timeoutMs} ms, and no more`, async () => {
    const bench = await open()
    const { clock, server, session } = bench
    let code = 'none yet'
    const failing = errorOf(bench.ask('/slow', { ms: 60_000 })).then(error => {
      code = error.code
    })
    await until(() => server.wire.count() === 1)
    await clock.advance(timeoutMs - 1)
    assert.is(code, 'none yet')
    await clock.advance(1)
    await drain()
    assert.is(code, 'timeout')
    await failing
    assert.ok(session.credential())
  })

  test('a logout in flight ends all at once, and the late refresh brings nothing back', async () => {
    const bench = await open()
    const { server, session, events, wayBack } = bench
    server.expireAccess()
    const unblock = wayBack.block(refreshPath)
    const calls = errorsOf(askMany(bench, 50))
    await until(() => wayBack.count(refreshPath) === 1)
    await session.signOut()
    const errors = await calls
    assert.equal(tally(errors.map(({ code }) => code)), { 'session-changed': 50 })
    unblock()
    await rest(bench)
    assert.is(server.wire.count({ path: refreshPath, status: 200 }), 1)
    assert.equal(events.types(), ['refresh:start', 'logout'])
    assert.is((events.of('logout') as [{ reason: string }])[0].reason, 'user')
    assert.is(session.credential(), undefined)
    assert.equal(bench.stored(), kept(session))
    assert.is(server.wire.count({ path: refreshPath }), 1)
    assert.is(server.wire.count({ path: items }), refusedFirst)
    assert.equal(bench.shown(), screen.good, 'no toast')
  })
}
