import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createWireRecorder } from '../src/wire-log'
import { fakeClock } from './helpers'

const test = suite('wire log')

function recorder() {
  const clock = fakeClock()
  const mask = (text: string) => text.replace('a.0', '<token>')
  return { clock, ...createWireRecorder({ now: clock.now, mask }) }
}

test('enters a request on arrival and completes it with the answer', () => {
  const { log, begin, clock } = recorder()
  const end = begin({ method: 'GET', path: '/me', query: '', user: 'u1', tokenSerial: 3 })
  const open = {
    seq: 1,
    method: 'GET',
    path: '/me',
    query: '',
    user: 'u1',
    tokenSerial: 3,
  }
  assert.equal(log.entries, [
    { ...open, status: 0, startedAt: 1_000, endedAt: undefined },
  ])
  clock.advance(5)
  end(200)
  clock.advance(5)
  end(0)
  assert.equal(log.entries, [{ ...open, status: 200, startedAt: 1_000, endedAt: 1_005 }])
})

test('masks tokens in path and query', () => {
  const { log, begin } = recorder()
  begin({ method: 'GET', path: '/x/a.0', query: 't=a.0' })
  assert.is(log.entries[0]?.path, '/x/<token>')
  assert.is(log.entries[0]?.query, 't=<token>')
})

test('counts by path, status and method, alone and together', () => {
  const { log, begin } = recorder()
  begin({ method: 'GET', path: '/me', query: '' })(200)
  begin({ method: 'GET', path: '/me', query: '' })(401)
  begin({ method: 'POST', path: '/orders', query: '' })(401)
  assert.is(log.count(), 3)
  assert.is(log.count({ path: '/me' }), 2)
  assert.is(log.count({ status: 401 }), 2)
  assert.is(log.count({ method: 'POST' }), 1)
  assert.is(log.count({ path: '/me', status: 401, method: 'GET' }), 1)
  assert.is(log.count({ path: '/me', method: 'POST' }), 0)
})

test('clears its entries but never gives a number twice', () => {
  const { log, begin } = recorder()
  begin({ method: 'GET', path: '/me', query: '' })(200)
  log.clear()
  assert.equal(log.entries, [])
  begin({ method: 'GET', path: '/me', query: '' })(200)
  assert.equal(
    log.entries.map(({ seq }) => seq),
    [2],
  )
})

test('counts how many requests with a token were open at once, and how many with the same', () => {
  const { log, begin } = recorder()
  const ask = (tokenSerial?: number) =>
    begin({
      method: 'GET',
      path: '/me',
      query: '',
      ...(tokenSerial !== undefined && { user: 'u1', tokenSerial }),
    })
  const first = ask(1)
  ask()
  assert.equal([log.maxInFlight, log.parallelUses], [1, 0])
  const second = ask(1)
  const third = ask(2)
  assert.equal([log.maxInFlight, log.parallelUses], [3, 1])
  first(200)
  second(408)
  log.clear()
  assert.equal([log.maxInFlight, log.parallelUses], [1, 0])
  ask(1)(200)
  assert.equal([log.maxInFlight, log.parallelUses], [2, 0])
  third(0)
  third(0)
  ask(1)(200)
  assert.equal([log.maxInFlight, log.parallelUses], [2, 0])
  log.clear()
  assert.is(log.maxInFlight, 0)
})

test.run()
