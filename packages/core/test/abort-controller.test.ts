import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createAbortController, onAbort } from '../src/index'
import { countingSignal } from './helpers'

const test = suite('abort controller')

test('K11 a signal fires once, with the reason of the first abort', () => {
  const { signal, abort } = createAbortController()
  const heard: unknown[] = []
  signal.addEventListener('abort', () => heard.push(signal.reason))
  assert.equal([signal.aborted, signal.reason], [false, undefined])
  abort('first')
  abort('second')
  assert.equal([signal.aborted, signal.reason], [true, 'first'])
  assert.equal(heard, ['first'])
})

test('K11 listeners hear in order; one is heard once, and not after it is off', () => {
  const { signal, abort } = createAbortController()
  const log: string[] = []
  const a = () => log.push('a')
  const b = () => log.push('b')
  const c = () => log.push('c')
  signal.addEventListener('abort', a)
  signal.addEventListener('abort', b)
  signal.addEventListener('abort', a)
  signal.addEventListener('abort', c)
  signal.removeEventListener('abort', b)
  signal.removeEventListener('abort', b)
  abort()
  signal.addEventListener('abort', a)
  abort()
  assert.equal(log, ['a', 'c'])
})

test('K11 whoever goes, those that stay hear in order', () => {
  for (const gone of ['a', 'b', 'c', 'd', 'abcd', 'dcba', 'bd']) {
    const { signal, abort } = createAbortController()
    const log: string[] = []
    const listeners = new Map([...'abcd'].map(name => [name, () => log.push(name)]))
    for (const listener of listeners.values()) signal.addEventListener('abort', listener)
    for (const name of gone) {
      signal.removeEventListener('abort', listeners.get(name) as () => void)
    }
    const late = () => log.push('late')
    signal.addEventListener('abort', late)
    abort()
    const stay = [...'abcd'].filter(name => !gone.includes(name))
    assert.equal(log, [...stay, 'late'])
  }
})

test('K11 a listener that throws keeps no other from hearing', () => {
  const { signal, abort } = createAbortController()
  const log: string[] = []
  signal.addEventListener('abort', () => {
    throw new Error('boom')
  })
  signal.addEventListener('abort', () => log.push('heard'))
  abort()
  assert.equal(log, ['heard'])
})

test('K11 onAbort calls at once where the signal has fired, and gives the way out', () => {
  const log: string[] = []
  const fired = countingSignal()
  fired.abort()
  onAbort(fired, () => log.push('at once'))()
  const open = countingSignal()
  const off = onAbort(open, () => log.push('never'))
  assert.equal(open.counts, { added: 1, removed: 0, listening: 1 })
  off()
  open.abort()
  assert.equal(open.counts, { added: 1, removed: 1, listening: 0 })
  assert.equal(log, ['at once'])
})

test('K11 onAbort leaves nothing on a signal of the host', () => {
  const host = new AbortController()
  const log: string[] = []
  onAbort(host.signal, () => log.push('left'))()
  onAbort(host.signal, () => log.push('heard'))
  host.abort()
  assert.equal(log, ['heard'])
})

test('K11 a signal that has fired keeps nobody who comes to listen', () => {
  const { signal, abort } = createAbortController()
  abort()
  signal.addEventListener('abort', () => {})
  assert.equal({ ...signal }, { aborted: true, reason: undefined, listeners: undefined })
})

test.run()
