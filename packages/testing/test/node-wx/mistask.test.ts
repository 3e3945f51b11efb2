import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Ending } from '../../src/node-wx/callbacks'
import { mistask } from '../../src/node-wx/mistask'

const test = suite('mistask')

const task = { abort: () => {}, onHeadersReceived: () => {} }

function thenable(
  manner: 'thenable' | 'rejecting-thenable',
  ending: Ending<unknown, unknown>,
): Promise<unknown> {
  const made = mistask(manner, task, listener => listener(ending))
  assert.equal(Object.keys(made ?? {}).sort(), ['abort', 'onHeadersReceived'])
  return made as Promise<unknown>
}

test('gives the task itself, nothing, or a task without abort', () => {
  const onEnding = (): void => {}
  assert.is(mistask(undefined, task, onEnding), task)
  assert.is(mistask('none', task, onEnding), undefined)
  assert.equal(Object.keys(mistask('no-abort', task, onEnding) ?? {}), [
    'onHeadersReceived',
  ])
  assert.ok('abort' in task)
})

test('gives a task that is fulfilled with whatever the ending was', async () => {
  assert.is(await thenable('thenable', { ok: true, value: 'a' }), 'a')
  const failed = thenable('thenable', { ok: false, value: 'b' })
  assert.is(await failed.catch(reason => `rejected ${reason}`), 'b')
})

test('gives a task that rejects with the failure', async () => {
  assert.is(await thenable('rejecting-thenable', { ok: true, value: 'a' }), 'a')
  const rejected = thenable('rejecting-thenable', { ok: false, value: 'b' })
  assert.is(await rejected.catch(reason => `rejected ${reason}`), 'rejected b')
})

test.run()
