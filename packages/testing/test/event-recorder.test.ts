import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { eventRecorder } from '../src/index'

const test = suite('eventRecorder')

function emitter(): {
  on(type: string, listener: (payload: unknown) => void): () => void
  emit(type: string, payload?: unknown): void
} {
  const heard = new Set<{ type: string; listener: (payload: unknown) => void }>()
  return {
    on: (type, listener) => {
      const entry = { type, listener }
      heard.add(entry)
      return () => heard.delete(entry)
    },
    emit: (type, payload) => {
      for (const entry of heard) if (entry.type === type) entry.listener(payload)
    },
  }
}

test('records under the name of each listener, in order', () => {
  const recorder = eventRecorder()
  const onRefresh = recorder.on('refresh')
  recorder.on('start')()
  onRefresh({ n: 1 })
  onRefresh({ n: 2 })
  assert.equal(recorder.log, [
    { type: 'start', payload: undefined },
    { type: 'refresh', payload: { n: 1 } },
    { type: 'refresh', payload: { n: 2 } },
  ])
  assert.equal(recorder.types(), ['start', 'refresh', 'refresh'])
  assert.equal(recorder.of('refresh'), [{ n: 1 }, { n: 2 }])
  assert.equal(recorder.of('logout'), [])
})

test('watches the named events of a source until it is told to stop', () => {
  const recorder = eventRecorder()
  const source = emitter()
  const stop = recorder.watch(source, ['request', 'response'])
  source.emit('response', 2)
  source.emit('error', 3)
  source.emit('request', 1)
  stop()
  source.emit('request', 4)
  source.emit('response', 5)
  assert.equal(recorder.log, [
    { type: 'response', payload: 2 },
    { type: 'request', payload: 1 },
  ])
})

test.run()
