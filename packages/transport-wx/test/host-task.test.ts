import { drain } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { callHost, swallowRejection } from '../src/host-task'
import { quiet } from './helpers'

const test = suite('callHost')
test.after.each(quiet)

const call = (returned: unknown) => callHost(() => returned)

test('T03 the host is called once, and at once', () => {
  let calls = 0
  callHost(() => {
    calls += 1
  })
  assert.is(calls, 1)
})

test('T03 `listen` is called on the task, and says whether the host has the method', () => {
  const heard: unknown[] = []
  const task = {
    listeners: [] as Array<(event: unknown) => void>,
    onChunkReceived(listener: (event: unknown) => void) {
      this.listeners.push(listener)
    },
  }
  const { listen } = call(task)
  assert.is(
    listen('onChunkReceived', event => heard.push(event)),
    true,
  )
  assert.is(
    listen('onHeadersReceived', () => {}),
    false,
  )
  task.listeners[0]?.('event')
  assert.equal(heard, ['event'])
})

test('T03 `listen` is refused by whatever is no task, and by one that throws', () => {
  const throwing = () => {
    throw new Error('listen')
  }
  const odd = [undefined, null, 5, 'task', {}, { on: true }, { on: throwing }]
  for (const returned of odd) assert.is(call(returned).listen('on', throwing), false)
  const thrown = callHost(throwing)
  assert.is(thrown.listen('on', throwing), false)
})

test('T03 `abort` is taken from a task and called on it', () => {
  const task = {
    aborted: 0,
    abort() {
      this.aborted += 1
    },
  }
  const { abort, thrown } = call(task)
  assert.is(task.aborted, 0)
  abort()
  assert.is(task.aborted, 1)
  assert.is(thrown, undefined)
})

test('T03 `abort` may come later than the task', () => {
  const log: string[] = []
  const task: { abort?: () => void } = {}
  const { abort } = call(task)
  task.abort = () => log.push('abort')
  abort()
  assert.equal(log, ['abort'])
})

test('T03 `abort` does nothing where the host gave no way to', () => {
  for (const returned of [undefined, null, 5, 'task', {}, { abort: true }]) {
    const { abort, thrown } = call(returned)
    abort()
    assert.is(thrown, undefined)
  }
})

test('T03 K10 what `abort` throws is dropped', () => {
  const throwing = () => {
    throw new Error('abort')
  }
  call({ abort: throwing }).abort()
  call(Object.defineProperty({}, 'abort', { get: throwing })).abort()
})

test('T03 a promise with `abort`, as Taro gives it, is both', async () => {
  const log: string[] = []
  const promise = Object.assign(Promise.reject(new Error('told by `fail`')), {
    abort: () => log.push('abort'),
  })
  call(promise).abort()
  await drain()
  assert.equal(log, ['abort'])
})

test('K10 the rejection of a promise or a thenable goes nowhere', async () => {
  call(Promise.reject(new Error('promise')))
  call({
    // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tested
    then: (_: unknown, reject: (error: Error) => void) => reject(new Error('thenable')),
  })
  swallowRejection(Promise.reject(new Error('returned')))
  await drain()
})

test('K10 a thenable that throws does not make the request one that failed', () => {
  const throwing = () => {
    throw new Error('then')
  }
  // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tested
  assert.is(call({ then: throwing }).thrown, undefined)
  assert.is(call(Object.defineProperty({}, 'then', { get: throwing })).thrown, undefined)
})

test('T03 what the host throws is kept, even if it is nothing', () => {
  const thrown = new Error('host')
  const throwing = (what: unknown) => () => {
    throw what
  }
  const task = callHost(throwing(thrown))
  assert.is(task.thrown, thrown)
  task.abort()
  const nothing = callHost(throwing(undefined)).thrown as Error
  assert.is(nothing.message, 'the host threw nothing')
})

test.run()
