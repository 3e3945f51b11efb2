import { isAuthError } from '@allium/middleware-auth'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { answered, askFor } from '../src/act'
import { openP0, type P0Stage } from '../src/stages/p0'
import { until } from '../src/until'

const test = suite<{ stage: P0Stage }>('a storm over real sockets')

test.before.each(async context => {
  context.stage = await openP0(0)
  await context.stage.begin()
})

test.after.each(({ stage }) => stage.close())

const announced = ({ announced: count }: P0Stage) => ({
  logout: count('logout'),
  refresh: count('refresh'),
  'refresh:error': count('refresh:error'),
})

test('of 1,000 requests with an expired token ends with one refresh and 1,000 answers', async ({
  stage,
}) => {
  stage.server.expireAccess()
  const outcomes = await askFor(stage, 1_000)
  assert.is(answered(outcomes), 1_000)
  assert.is(stage.refreshes().length, 1)
  assert.equal(stage.server.stats, { refreshes: 1, reuses: 0 })
  assert.equal(announced(stage), { logout: 0, refresh: 1, 'refresh:error': 0 })
  await until(() => !stage.phone.screen.visible)
  assert.is(stage.phone.screen.visible, undefined)
})

test('gives each caller the answer to its own question', async ({ stage }) => {
  stage.server.expireAccess()
  const outcomes = await askFor(stage, 50)
  const asked = outcomes.map((outcome, i) => {
    assert.is(outcome.status, 'fulfilled')
    const { data } = (outcome as PromiseFulfilledResult<{ data: unknown }>).value
    assert.equal(data, { data: [['page', `${i + 1}`]] })
    return i
  })
  assert.is(asked.length, 50)
})

test('with a refused refresh ends with one logout and 1,000 reasons', async ({
  stage,
}) => {
  stage.server.expireAccess()
  stage.server.revoke()
  const outcomes = await askFor(stage, 1_000)
  const reasons = new Set(
    outcomes.map(outcome => outcome.status === 'rejected' && outcome.reason),
  )
  assert.is(reasons.size, 1_000)
  assert.ok([...reasons].every(isAuthError))
  assert.is(stage.announced('logout'), 1)
  assert.is(stage.refreshes().length, 1)
  assert.is(stage.phone.wx.getStorageSync('refreshToken'), '')
})

test('keeps the session where the answer to the refresh is lost', async ({ stage }) => {
  const before = stage.session.credential()
  stage.server.expireAccess()
  stage.server.dropRefreshAnswer()
  // One alone: a demand that comes later may show the token once more.
  const outcomes = await askFor(stage, 1)
  const codes = outcomes.map(
    outcome => outcome.status === 'rejected' && outcome.reason.code,
  )
  assert.equal(codes, ['refresh-ambiguous'])
  assert.equal(announced(stage), { logout: 0, refresh: 0, 'refresh:error': 1 })
  assert.equal(stage.session.credential(), before)
})

test('settles every promise at once when the user signs out in its middle', async ({
  stage,
}) => {
  stage.server.expireAccess()
  stage.server.hangRefresh(true)
  const outcomes = askFor(stage, 100)
  await new Promise<void>(held => stage.session.on('refresh:start', () => held()))
  await stage.session.signOut()
  const settled = await outcomes
  assert.is(settled.filter(({ status }) => status === 'rejected').length, 100)
  assert.is(stage.announced('logout'), 1)
  assert.is(stage.session.credential(), undefined)
})

test.run()
