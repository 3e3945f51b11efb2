import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Entry } from '../src/entry'
import { rowOf } from '../src/row-of'
import { asked, entries, type Told } from './helpers'

const test = suite('row of')

const request = (...told: readonly Told[]) =>
  rowOf({ key: 'a:1', kind: 'request', entries: entries(...told) })

test('draws a held and replayed request: refused, held, queued, answered', () => {
  const row = request(
    asked(0),
    { type: 'layer', at: 0, layer: 'auth', step: 'in' },
    { type: 'layer', at: 0, layer: 'auth', step: 'next' },
    { type: 'attempt', at: 0, attempt: 1 },
    { type: 'wire:answer', at: 20, attempt: 1, status: 401 },
    { type: 'layer', at: 20, layer: 'auth', step: 'back' },
    { type: 'hold', at: 20 },
    { type: 'layer', at: 60, layer: 'auth', step: 'next' },
    { type: 'queued', at: 60 },
    { type: 'attempt', at: 70, attempt: 2 },
    { type: 'layer', at: 90, layer: 'auth', step: 'back' },
    { type: 'layer', at: 90, layer: 'auth', step: 'out' },
    { type: 'response', at: 92, status: 200 },
  )
  assert.equal(row.spans, [
    { kind: 'sent', from: 0, attempt: 1, status: 401, to: 20, end: 'refused' },
    { kind: 'held', from: 20, to: 60 },
    { kind: 'queued', from: 60, to: 70 },
    { kind: 'sent', from: 70, attempt: 2, to: 90, end: 'answered', status: 200 },
    { kind: 'inside', from: 90, to: 92 },
  ])
  const { state, startedAt, endedAt, attempts, replays, status, path } = row
  assert.equal(
    { state, startedAt, endedAt, attempts, replays, status, path },
    {
      ...{ state: 'answered', startedAt: 0, endedAt: 92, attempts: 2, replays: 1 },
      ...{ status: 200, path: '/me' },
    },
  )
  assert.equal(row.layers, [{ layer: 'auth', depth: 0, passes: 1, ownMs: 40 }])
})

test('tells what is going on, step by step', () => {
  const told: Told[] = [
    asked(0),
    { type: 'layer', at: 1, layer: 'auth', step: 'in' },
    { type: 'hold', at: 1 },
    { type: 'layer', at: 5, layer: 'auth', step: 'next' },
    { type: 'queued', at: 6 },
    { type: 'attempt', at: 7, attempt: 1 },
    { type: 'retry', at: 9, status: 503, delayMs: 100 },
    { type: 'error', at: 9, code: 'aborted', message: 'GET /me: aborted' },
  ]
  const states = told.map((_, index) => request(...told.slice(0, index + 1)).state)
  assert.equal(states, [
    'inside',
    'inside',
    'held',
    'inside',
    'queued',
    'sent',
    'paused',
    'failed',
  ])
  assert.is(request(...told.slice(0, 3)).layer, 'auth')
})

test('a retry is none of the replays', () => {
  const row = request(
    asked(0),
    { type: 'attempt', at: 0, attempt: 1 },
    { type: 'retry', at: 5, status: 503, delayMs: 10 },
    { type: 'layer', at: 15, layer: 'retry', step: 'next' },
    { type: 'attempt', at: 15, attempt: 2 },
    { type: 'response', at: 20, status: 200 },
  )
  assert.equal([row.attempts, row.replays, row.retries], [2, 0, 1])
  assert.equal(row.spans[0], {
    ...{ kind: 'sent', from: 0, attempt: 1, to: 5, end: 'failed', status: 503 },
  })
})

test('a late refusal is replayed without a hold', () => {
  const row = request(
    asked(0),
    { type: 'attempt', at: 0, attempt: 1 },
    { type: 'layer', at: 4, layer: 'auth', step: 'back' },
    { type: 'attempt', at: 4, attempt: 2 },
    { type: 'response', at: 9, status: 200 },
  )
  assert.equal([row.replays, row.spans[0]?.end], [1, 'refused'])
})

test('a failed request says why, and how its last attempt ended', () => {
  const message = 'GET /me: no answer within 100 ms'
  const row = request(
    asked(0),
    { type: 'attempt', at: 0, attempt: 1 },
    { type: 'error', at: 100, code: 'timeout', message },
  )
  assert.equal([row.state, row.code, row.message], ['failed', 'timeout', message])
  assert.equal(row.spans, [{ kind: 'sent', from: 0, attempt: 1, end: 'failed', to: 100 }])
})

test('what comes after the end changes the answer of an attempt alone', () => {
  const row = request(
    asked(0),
    { type: 'attempt', at: 0, attempt: 1 },
    { type: 'error', at: 10, code: 'aborted', message: 'GET /me: aborted' },
    { type: 'layer', at: 10, layer: 'query', step: 'back' },
    { type: 'wire:answer', at: 30, attempt: 1, status: 200 },
  )
  assert.equal([row.endedAt, row.spans.length, row.spans[0]?.status], [10, 1, 200])
  assert.is(row.aloneUntil, 30)
})

test('its own layer is none of the layers', () => {
  const row = request(
    asked(0),
    { type: 'layer', at: 0, layer: 'inspector', step: 'in' },
    { type: 'layer', at: 0, layer: 'inspector', step: 'next' },
  )
  assert.equal([row.layers, row.layer], [[], undefined])
})

const refresh = (...told: readonly Partial<Entry>[]) =>
  rowOf({
    key: 'refresh:1',
    kind: 'refresh',
    entries: told.map((each, index) => ({
      ...{ seq: index, type: 'refresh', at: index * 10, client: 'a' },
      ...each,
    })),
  })

test('a refresh is one span, with what it sent where that is told', () => {
  const row = refresh(
    { type: 'refresh:start' },
    { type: 'wire:sent', method: 'POST', url: 'https://api.test/refresh?x=1', id: 9 },
    { type: 'wire:answer', status: 200, id: 9 },
    { type: 'refresh' },
  )
  assert.equal(
    [row.kind, row.method, row.path, row.state, row.status, row.endedAt],
    ['refresh', 'POST', '/refresh', 'answered', 200, 30],
  )
  assert.equal(row.spans, [
    { kind: 'sent', from: 0, attempt: 1, to: 30, end: 'answered', status: 200 },
  ])
})

test('a refresh fails with its error, and with the end of its session', () => {
  const failed = refresh({ type: 'refresh:start' }, { type: 'refresh:error', code: 'x' })
  const rejected = refresh(
    { type: 'refresh:start' },
    { type: 'logout', reason: 'rejected' },
  )
  const going = refresh({ type: 'refresh:start' })
  assert.equal(
    [failed, rejected, going].map(({ state, code, endedAt }) => [state, code, endedAt]),
    [
      ['failed', 'x', 10],
      ['failed', 'rejected', 10],
      ['sent', undefined, undefined],
    ],
  )
})

test('a trail without entries is a mistake', () => {
  assert.throws(() => rowOf({ key: 'a:1', kind: 'request', entries: [] }), TypeError)
})

test.run()
