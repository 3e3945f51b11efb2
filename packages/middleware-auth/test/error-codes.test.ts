import { isRequestError, RequestError } from '@allium/core'
import * as assert from 'uvu/assert'
import { AuthError, type AuthErrorCode, isAuthError } from '../src/index'
import { type Bench, bench, contract, drain, ORIGIN } from './bench'
import { type Facts, facts } from './error-facts'
import type { Way } from './error-ways'
import { ways } from './session-error-ways'

const test = contract('each way to give up, and its code')

/** The errors with this code of the two that went this way. */
async function errorsOf(t: Bench, way: Way, code: string): Promise<readonly AuthError[]> {
  await way.before?.(t)
  const calls = [t.get('/a'), t.get('/b')]
  await drain()
  await way.meanwhile?.(t)
  for (const path of ['/a', '/b']) {
    // Who waits unsent has nothing to be answered.
    if (t.all(path).length > 0) t.at(path).reply(401, { of: path })
  }
  await drain()
  await way.end?.(t)
  await drain()
  return calls.map(({ error }) => error).filter(error => error?.code === code)
}

/** What a cause is known by. */
function nameOf(cause: unknown): string | undefined {
  if (isRequestError(cause)) return cause.code
  return cause instanceof Error ? cause.name : undefined
}

for (const [code, [usual, unusual]] of Object.entries(facts)) {
  const waysThere = ways[code as AuthErrorCode]

  test(`N01 ${code}: all that it may say is said on some way`, () => {
    assert.ok(waysThere.some(way => !way.isUnusual))
    assert.is(
      waysThere.some(way => way.isUnusual),
      unusual !== undefined,
    )
    assert.not.equal(usual, unusual)
  })

  for (const way of waysThere) {
    test(`N01 N02 ${code}: ${way.name}`, async () => {
      const t = bench(way.options)
      const errors = await errorsOf(t, way, code)
      assert.is(errors.length, way.count ?? 2)
      const { retryable, sessionEnded } = (way.isUnusual ? unusual : usual) as Facts
      for (const error of errors) {
        assert.instance(error, AuthError)
        assert.instance(error, RequestError)
        assert.ok(isAuthError(error) && isRequestError(error))
        assert.equal(
          [error.name, error.retryable, error.sessionEnded],
          ['AuthError', retryable, sessionEnded],
        )
        const path = error.request.url.replace(ORIGIN, '')
        assert.match(error.message, new RegExp(`^GET ${path}: \\S+`))
        // The request's own answer, and not that of the refresh.
        const answer = way.status === 'none' ? undefined : { of: path }
        assert.equal(error.response?.data, answer)
        assert.is(error.response?.status, answer && 401)
        assert.is(error.sent, answer !== undefined)
        assert.is(nameOf(error.cause), way.cause)
        const { cause, response, ...told } = error.toJSON()
        assert.equal([cause, response], [undefined, undefined])
        assert.equal(
          [told.code, told.status, told.retryable, told.sessionEnded],
          [code, answer && 401, retryable, sessionEnded],
        )
      }
      assert.is(new Set(errors).size, errors.length)
      assert.is(new Set(errors.map(({ request }) => request.url)).size, errors.length)
      assert.is(new Set(errors.map(({ cause }) => cause)).size, 1)
      if (code === 'disposed') return
      // One logout for a session that has ended, and none for one that is kept.
      assert.is(t.events.of('logout').length, sessionEnded ? 1 : 0)
    })
  }
}

test.run()
