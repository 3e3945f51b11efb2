import { createAbortController } from '@allium/core'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Ending, exchange, type HostCallbacks } from '../src/exchange'
import { quiet, stateOf } from './helpers'

const test = suite('exchange')
test.after.each(quiet)

const names = ['success', 'fail', 'complete'] as const

/** An exchange whose callbacks the test calls. */
function open(
  task: unknown = undefined,
  atOnce: (given: HostCallbacks) => void = () => {},
) {
  const { signal, abort } = createAbortController()
  const tasks: unknown[] = []
  const log: string[] = []
  let callbacks = {} as HostCallbacks
  const host = {
    ask(told: HostCallbacks) {
      callbacks = told
      atOnce(told)
      return task
    },
  }
  const ending = exchange(host, 'ask', {}, signal, {
    onTask: task => tasks.push(task),
    onOver: () => log.push('over'),
  })
  return { ending, abort, tasks, callbacks, log }
}

test('T03 the first callback counts, whichever it is and whatever it is given', async () => {
  for (const first of names) {
    for (const given of [undefined, null, 'text', { statusCode: 200 }]) {
      const { ending, callbacks, log } = open()
      assert.is(await stateOf(ending), 'pending')
      assert.equal(log, [])
      callbacks[first](given)
      assert.equal(log, ['over'], 'told at once')
      for (const name of [...names, ...names]) callbacks[name]('later')
      const isAnswer = typeof given === 'object' && given !== null
      assert.equal(await ending, { isAnswer, given })
      assert.equal(log, ['over'])
    }
  }
})

test('K10 of what a host gives only the status is looked at here, not even a thenable', async () => {
  const given = Object.defineProperty({}, 'then', {
    get() {
      throw new Error('must not be read')
    },
  })
  const { ending, callbacks } = open()
  callbacks.success(given)
  assert.is(((await ending) as Exclude<Ending, string>).given, given)
})

test('T04 a status that is written into a failure afterwards does not make it an answer', async () => {
  const { ending, callbacks } = open()
  const cut = new Error('Failed to fetch')
  callbacks.fail(cut)
  Object.assign(cut, { statusCode: 200 })
  assert.equal(await ending, { isAnswer: false, given: cut })
})

test('T03 a host that has ended at once gives no task to listen to', async () => {
  const { ending, tasks } = open({ abort() {} }, ({ success }) => success(1))
  assert.equal(await ending, { isAnswer: false, given: 1 })
  assert.equal(tasks, [])
})

test('T03 what a host throws is what it gave, unless it had called back', async () => {
  const thrown = new Error('host')
  const throwing = (before: (given: HostCallbacks) => void) =>
    open(undefined, given => {
      before(given)
      throw thrown
    })
  const first = throwing(() => {})
  assert.equal(await first.ending, { isAnswer: false, given: thrown })
  assert.equal(first.tasks, [])
  assert.equal(await throwing(({ fail }) => fail('told')).ending, {
    isAnswer: false,
    given: 'told',
  })
  const nothing = open(undefined, () => {
    throw undefined
  })
  assert.equal(await nothing.ending, { isAnswer: false, given: undefined })
})

test('K10 a thenable that throws does not make the exchange one that failed', async () => {
  const throwing = () => {
    throw new Error('then')
  }
  for (const trap of [{ value: throwing }, { get: throwing }]) {
    const task = Object.defineProperty({}, 'then', trap)
    const { ending, callbacks } = open(task)
    assert.is(await stateOf(ending), 'pending')
    callbacks.success({ statusCode: 200 })
    assert.is(((await ending) as Exclude<Ending, string>).isAnswer, true)
  }
})

test('T04 K11 an abort ends it at once, and the host is asked to stop', async () => {
  const log: string[] = []
  const opened = open({ abort: () => log.push('abort') })
  const { ending, abort, callbacks, tasks } = opened
  assert.is(tasks.length, 1)
  abort()
  abort()
  callbacks.fail({ errMsg: 'request:fail abort' })
  assert.is(await ending, 'aborted')
  assert.equal(log, ['abort'])
  assert.equal(opened.log, ['over'])
})

test('T04 K11 a host that calls back within its abort does not hide it', async () => {
  let callbacks: HostCallbacks | undefined
  const task = { abort: () => callbacks?.fail('told') }
  const opened = open(task)
  callbacks = opened.callbacks
  opened.abort()
  assert.is(await opened.ending, 'aborted')
})

test('K11 an abort after the end asks nothing of the host', async () => {
  const log: string[] = []
  const { ending, abort, callbacks } = open({ abort: () => log.push('abort') })
  callbacks.complete()
  abort()
  assert.equal(await ending, { isAnswer: false, given: undefined })
  assert.equal(log, [])
})

test('T05 the method is called on its host, with what it is told and the callbacks', async () => {
  const { signal } = createAbortController()
  const host = {
    log: [] as unknown[],
    ask(told: HostCallbacks & { readonly url: string }) {
      this.log.push(told.url, Object.keys(told))
      told.complete()
    },
  }
  await exchange(host, 'ask', { url: '/a' }, signal)
  assert.equal(host.log, ['/a', ['url', 'success', 'fail', 'complete']])
})

test('K11 an abort while the host takes the call is heard', async () => {
  const log: string[] = []
  const { signal, abort } = createAbortController()
  const host = {
    ask(_: HostCallbacks) {
      abort()
      return { abort: () => log.push('abort') }
    },
  }
  const ending = exchange(host, 'ask', {}, signal)
  assert.is(await ending, 'aborted')
  assert.equal(log, ['abort'])
})

test.run()
