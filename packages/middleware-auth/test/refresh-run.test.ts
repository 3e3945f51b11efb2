import * as assert from 'uvu/assert'
import type { Credential, RefreshHook } from '../src/index'
import { a, bench, contract, drain } from './bench'
import { interrupted } from './phone'

const test = contract('refresh-run')

test('A06 where there is nothing to refresh, the hook is given an empty credential', async () => {
  const given: Credential[] = []
  const refresh: RefreshHook = ({ credential }) => {
    given.push(credential)
    return a(1)
  }
  const t = bench({ kept: undefined, session: { refresh, fromNothing: true } })
  t.get('/a')
  await drain()
  await t.at('/a').reply(200)
  assert.equal(given, [{ accessToken: '' }])
})

test('G03 C07 a hook is not asked again once the session has been disposed of', async () => {
  let asked = 0
  const refresh: RefreshHook = async ({ send }) => {
    asked += 1
    // It makes of every end that there is no credential.
    return send({ method: 'POST', url: '/refresh' }).catch(() => ({})) as never
  }
  const t = bench({ session: { refresh, whenAnswerIsLost: 'retry-once' } })
  await t.expire('/a')
  t.session.dispose()
  await drain()
  assert.equal([asked, t.events.of('refresh:error')], [1, []])
})

test('C04 the budget of its retries is counted from its own begin', async () => {
  const refreshRetries = { max: 1, delayMs: 100 }
  const t = bench({ session: { refreshRetries, random: () => 0 } })
  await t.clock.advance(3_600_000)
  await t.expire('/a')
  await t.at('/refresh').reply(503)
  await t.clock.advance(50)
  assert.is(t.all('/refresh').length, 2)
  await t.renew(a(1))
  await t.at('/a').reply(200)
})

test('C08 C03 a refresh token that an answer has replaced meanwhile may be rejected', async () => {
  const takeFrom = ({ data }: { readonly data: unknown }) => data as Credential
  const t = bench({ session: { takeFrom } })
  t.get('/late')
  const [call] = await t.expire('/a')
  await t.at('/late').reply(200, a(5))
  await t.at('/refresh').fail(interrupted)
  await t.at('/a').reply(200)
  assert.is(t.at('/a').token, 'a5')
  assert.equal(
    [call?.state, t.events.types()],
    ['resolved', ['refresh:start', 'refresh']],
  )
})

test.run()
