import { inspect } from 'node:util'
import { isRequestError } from '@allium/core'
import { drain } from '@allium/testing'
import axios, { type AxiosError } from 'axios'
import * as assert from 'uvu/assert'
import { authBench, json } from './auth-bench'
import { forms, quietSuite, rejection } from './helpers'

const test = quietSuite('redaction')

/** Every way in which an error is written down. */
const written = (error: AxiosError): string[] => [
  String(error),
  error.message,
  String(error.stack),
  JSON.stringify(error),
  JSON.stringify(error.toJSON()),
  JSON.stringify(error.config),
  inspect(error, { depth: null, showHidden: true, getters: true }),
  inspect(error.config, { depth: null }),
]

type Bench = ReturnType<typeof authBench>

/** Ways to fail while the onion has tokens in its hands. */
const failures: ReadonlyArray<
  [name: string, server: Parameters<typeof authBench>[0], act?: (t: Bench) => unknown]
> = [
  ['a rejected refresh', { refresh: () => json({ msg: 'no' }, 403) }],
  ['a failed refresh', { refresh: () => json({ msg: 'later' }, 503) }],
  ['a refused status', { answer: () => json({ msg: 'gone' }, 404) }],
  ['no connection', { answer: () => Promise.reject(new Error('cut')) }],
  ['a loop', { answer: () => json({ msg: 'no' }, 401) }],
  ['a timeout', { answer: () => new Promise(() => {}) }, t => t.clock.advance(10_000)],
  ['a sign-out', { refresh: () => new Promise(() => {}) }, t => t.session.dispose()],
]

for (const [form, adapter] of forms) {
  for (const [name, server, act] of failures) {
    test(`${form}, ${name}: what the onion attached is nowhere in the error`, async () => {
      const t = authBench(server, { adapter })
      const call = rejection(t.api.post('/a', { page: 1 }, { params: { q: 'x' } }))
      await drain()
      await act?.(t)
      const error = await call
      assert.ok(axios.isAxiosError(error))
      assert.ok(isRequestError(error.cause))
      const attached = t.calls.map(({ request }) => request.headers.authorization)
      assert.ok(attached.includes('Bearer a0.secret'), 'a token was attached')
      for (const text of written(error)) assert.not.match(text, /\.secret/)
      assert.not('authorization' in { ...error.config?.headers })
    })
  }
}

test('a token that an authenticator writes into the query is not told', async () => {
  const authenticator = {
    isSuppliedBy: () => false,
    attach: (request: { url: string }, { accessToken }: { accessToken: string }) => ({
      ...request,
      url: `${request.url}?access_token=${accessToken}`,
    }),
  }
  const server = { refuse: () => json({ msg: 'no' }, 404) }
  const t = authBench(server, { auth: { authenticator: authenticator as never } })
  const error = await rejection(t.api.get('/a'))
  assert.equal(t.wire, ['GET /a?access_token=a0.secret -'])
  for (const text of written(error)) assert.not.match(text, /\.secret/)
  const answer = await t.api.get('/a', { validateStatus: null })
  assert.not.match(inspect(answer, { depth: null }), /\.secret/)
})

test('an answer holds nothing of what the onion attached', async () => {
  const t = authBench()
  const answer = await t.api.get('/a')
  assert.ok(t.calls.some(({ request }) => request.headers.authorization))
  assert.not.match(inspect(answer, { depth: null, showHidden: true }), /\.secret/)
})

test('`redact` of axios works on what the caller itself has written', async () => {
  const { api } = authBench({ refuse: () => json({}, 404) })
  const headers = { 'X-Key': 'mine.secret' }
  const config = { headers, redact: ['x-key'], allium: { auth: false } }
  const error = await rejection(api.get('/a', config as object))
  const told = JSON.stringify(error.toJSON())
  assert.not.match(told, /mine\.secret/)
  assert.match(told, /REDACTED/)
})

test.run()
