import { createAbortController } from '@allium/core'
import { drain } from '@allium/testing'
import axios from 'axios'
import * as assert from 'uvu/assert'
import { cancelSignal } from '../src/cancel-signal'
import type { Config } from '../src/types'
import { bench, never, quietSuite, rejection } from './helpers'

const test = quietSuite('cancel signal')

const of = (config: object) => cancelSignal(config as Config)

/** A signal that counts who listens to it. */
function counted() {
  const { signal, abort } = createAbortController()
  const listeners = new Set<() => void>()
  return {
    abort,
    listeners,
    signal: {
      get aborted() {
        return signal.aborted
      },
      addEventListener(type: 'abort', listener: () => void) {
        listeners.add(listener)
        signal.addEventListener(type, listener)
      },
      removeEventListener(type: 'abort', listener: () => void) {
        listeners.delete(listener)
        signal.removeEventListener(type, listener)
      },
    },
  }
}

test('a call that nobody can cancel has none', () => {
  assert.is(of({}), undefined)
  assert.is(of({ signal: null, cancelToken: undefined }), undefined)
})

test('either of the two fires it, and it knows that it was fired', async () => {
  for (const fire of ['signal', 'token'] as const) {
    const { signal, abort } = createAbortController()
    const { token, cancel } = axios.CancelToken.source()
    const one = of({ signal, cancelToken: token })
    let heard = 0
    one?.addEventListener('abort', () => {
      heard += 1
    })
    assert.is(one?.aborted, false)
    if (fire === 'signal') abort()
    else cancel()
    assert.is(one?.aborted, true)
    await drain()
    assert.is(heard, 1, fire)
  }
})

test('who has stopped listening hears nothing', async () => {
  const { signal, abort } = createAbortController()
  const { token, cancel } = axios.CancelToken.source()
  const one = of({ signal, cancelToken: token })
  const listener = () => assert.unreachable()
  one?.addEventListener('abort', listener)
  one?.removeEventListener('abort', listener)
  abort()
  cancel()
  await drain()
})

test('a signal that cannot be listened to is asked only', () => {
  const one = of({ signal: { aborted: true } })
  one?.addEventListener('abort', () => {})
  one?.removeEventListener('abort', () => {})
  assert.is(one?.aborted, true)
})

test('a call lets go of both, whatever its end', async () => {
  for (const end of ['answer', 'refusal', 'failure', 'cancel', 'abort']) {
    const { signal, abort, listeners } = counted()
    const { token, cancel } = axios.CancelToken.source()
    const { api } = bench(() => {
      if (end === 'failure') throw new Error('cut')
      if (end === 'cancel' || end === 'abort') return never()
      return { status: end === 'answer' ? 200 : 500 }
    })
    const call = api.get('/a', { signal, cancelToken: token }).catch(error => error)
    await drain()
    if (end === 'cancel') cancel()
    if (end === 'abort') abort()
    await call
    const waiting = (token as unknown as { _listeners: unknown[] | null })._listeners
    assert.equal([listeners.size, waiting?.length ?? 0], [0, 0], end)
  }
})

test('a token that is cancelled after the answer changes nothing', async () => {
  const { token, cancel } = axios.CancelToken.source()
  const { api } = bench(() => ({ data: '{"a":1}' }))
  const { data } = await api.get('/a', { cancelToken: token })
  cancel()
  assert.equal(data, { a: 1 })
})

test('a call is cancelled while a layer holds it, and is never sent', async () => {
  const { token, cancel } = axios.CancelToken.source()
  const { api, calls } = bench(undefined, { layers: [() => never()] })
  const call = rejection(api.get('/a', { cancelToken: token }))
  await drain()
  cancel('left')
  const error = await call
  assert.ok(axios.isCancel(error))
  assert.is(error.message, 'left')
  assert.is(calls.length, 0)
})

test('a call is cancelled while its form is being written', async () => {
  const controller = new AbortController()
  const { api, calls } = bench()
  const form = new FormData()
  form.append('file', new Blob(['a']))
  const call = rejection(api.post('/a', form, { signal: controller.signal }))
  await Promise.resolve()
  controller.abort()
  assert.ok(axios.isCancel(await call))
  assert.is(calls.length, 0)
})

test.run()
