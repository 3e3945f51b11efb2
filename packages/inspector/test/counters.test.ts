import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { addCounters, countersOf, noCounters } from '../src/counters'
import { row, settle, shop } from './helpers'

const test = suite('counters')

test('counts requests by their state, and attempts by their end', () => {
  const refused = { kind: 'sent', from: 0, to: 1, end: 'refused', status: 401 } as const
  const { endedAt: _, ...open } = row({ key: 'a:3', state: 'held', spans: [refused] })
  const rows = [
    row({ spans: [refused], attempts: 2, replays: 1 }),
    row({ key: 'a:2', state: 'failed', code: 'timeout', retries: 2, attempts: 3 }),
    open,
    row({ key: 'refresh:1', kind: 'refresh' }),
    row({ key: 'refresh:2', kind: 'refresh', state: 'failed' }),
  ]
  assert.equal(countersOf(rows), {
    ...{ requests: 3, answered: 1, failed: 1, pending: 1, held: 1, attempts: 6 },
    ...{ refused: 2, replays: 1, retries: 2, refreshes: 2, failedRefreshes: 1 },
    logouts: 0,
  })
})

test('a 401 that nobody could cure counts as refused', () => {
  const spans = [{ kind: 'sent', from: 0, to: 1, end: 'failed', status: 401 }] as const
  const other = [{ kind: 'sent', from: 0, to: 1, end: 'failed', status: 404 }] as const
  assert.is(countersOf([row({ spans }), row({ spans: other })]).refused, 1)
})

test('adds each counter to its like', () => {
  const sum = addCounters({ ...noCounters, requests: 1 }, { ...noCounters, requests: 2 })
  assert.equal(sum, { ...noCounters, requests: 3 })
})

test('a 401 without a credential is no token that was refused', async () => {
  const { api, inspector, clock } = shop(() => ({ status: 401 }))
  const call = api.get('/me').catch(error => error.code)
  await settle(clock)
  assert.is(await call, 'status')
  const { failed, refused, logouts } = inspector.counters()
  assert.equal([failed, refused, logouts], [1, 0, 0])
})

test.run()
