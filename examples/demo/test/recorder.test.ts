import { createClient } from '@allium/core'
import { auth, createSession } from '@allium/middleware-auth'
import { type FakeHandler, fakeTransport } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createRecorder } from '../src/recorder'

const test = suite('recorder')

function bench(handler: FakeHandler) {
  const session = createSession({ refresh: () => ({ accessToken: 'a1' }) })
  const transport = fakeTransport(handler)
  const api = createClient({ baseURL: 'http://shop.test', transport })
  const recorder = createRecorder(({ status }) => status === 401)
  const client = api.use(auth({ session }))
  recorder.watch(client)
  const ask = (name: string) => {
    recorder.name(name)
    return client.get('/items', { layers: [recorder.layer] })
  }
  return { session, recorder, ask }
}

const kinds = ({ marks }: { readonly marks: ReadonlyArray<{ kind: string }> }) =>
  marks.map(({ kind }) => kind)

test('notes where a request is, from one event to the next', async () => {
  const { session, recorder, ask } = bench(({ headers }) => ({
    status: headers.authorization === 'Bearer a1' ? 200 : 401,
  }))
  await session.signIn({ accessToken: 'a0', refreshToken: 'r0' })
  await Promise.all([ask('/first'), ask('/second')])
  const [first, second] = recorder.rows
  assert.is(first?.name, 'GET /first')
  assert.is(second?.name, 'GET /second')
  assert.equal(kinds(first ?? { marks: [] }), ['sent', 'refused', 'held', 'sent'])
  assert.equal([first?.isAnswered, first?.end], [true, '200'])
  assert.ok((first?.settledAt ?? 0) > 0)
  assert.is(recorder.refused, 2)
  assert.equal(recorder.counts, { refresh: 1, 'refresh:error': 0, logout: 0 })
  session.dispose()
})

test('notes why a request failed, and nothing after that', async () => {
  const { recorder, ask } = bench(() => ({ status: 500 }))
  const call = ask('/gone')
  call.abort()
  await call.catch(() => {})
  await ask('/broken').catch(() => {})
  const ends = recorder.rows.map(({ isAnswered, end }) => [isAnswered, end])
  assert.equal(ends, [
    [false, 'aborted'],
    [false, 'status'],
  ])
  assert.is(recorder.refused, 0)
})

test('forgets everything for the next act', async () => {
  const { session, recorder, ask } = bench(() => ({ status: 401 }))
  await session.signIn({ accessToken: 'a0', refreshToken: 'r0' })
  await ask('/items').catch(() => {})
  await session.signOut()
  recorder.clear()
  assert.equal(recorder.rows, [])
  assert.is(recorder.refused, 0)
  assert.equal(recorder.counts, { refresh: 0, 'refresh:error': 0, logout: 0 })
})

test.run()
