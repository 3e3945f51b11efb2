import { drain } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { swallowRejection, useTask } from '../src/host-task'
import { quiet } from './helpers'

const test = suite('host task')
test.after.each(quiet)

const throwing = () => {
  throw new Error('host')
}
const trapFor = (name: string) => Object.defineProperty({}, name, { get: throwing })

test('T03 a listener is handed to the task, which says whether it has the method', () => {
  const heard: unknown[] = []
  const task = {
    listeners: [] as Array<(event: unknown) => void>,
    onChunkReceived(listener: (event: unknown) => void) {
      this.listeners.push(listener)
    },
  }
  const listen = (method: string) =>
    useTask(task, method, (event: unknown) => heard.push(event))
  assert.equal([listen('onChunkReceived'), listen('onHeadersReceived')], [true, false])
  task.listeners[0]?.('event')
  assert.equal(heard, ['event'])
})

test('T03 K10 whatever is no task has no method, and what one throws is dropped', () => {
  const odd = [undefined, null, 5, 'task', {}, { on: true }, { on: throwing }]
  for (const returned of [...odd, trapFor('on')]) {
    assert.is(useTask(returned, 'on', throwing), false)
  }
})

test('T03 `abort` is called on the task, and may come later than it', () => {
  const task = {
    aborted: 0,
    abort() {
      this.aborted += 1
    },
  }
  assert.is(useTask(task, 'abort'), true)
  assert.is(task.aborted, 1)
  const late: { abort?: () => void } = {}
  assert.is(useTask(late, 'abort'), false)
  late.abort = () => {}
  assert.is(useTask(late, 'abort'), true)
})

test('T03 a promise with `abort`, as Taro gives it, is both', async () => {
  const log: string[] = []
  const promise = Object.assign(Promise.reject(new Error('told by `fail`')), {
    abort: () => log.push('abort'),
  })
  swallowRejection(promise)
  useTask(promise, 'abort')
  await drain()
  assert.equal(log, ['abort'])
})

test('K10 the rejection of a promise or a thenable goes nowhere', async () => {
  swallowRejection(Promise.reject(new Error('promise')))
  swallowRejection({
    // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tested
    then: (_: unknown, reject: (error: Error) => void) => reject(new Error('thenable')),
  })
  await drain()
})

test('K10 what is no promise, and a thenable that throws, is left alone', () => {
  // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tested
  const thenables = [{ then: throwing }, trapFor('then')]
  for (const returned of [undefined, null, 5, {}, ...thenables]) {
    swallowRejection(returned)
  }
})

test.run()
