import { createClient, query } from '@allium/core'
import { auth, createSession, fromBody, refreshByToken } from '@allium/middleware-auth'
import { fakeTransport } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { answered, askFor, rowsOf, toldToRetry } from '../src/act'
import { openStage } from '../src/stage'

const test = suite('act')

const REFRESH = '/v1/user/RefreshToken'

/** A stage on a server that takes `a1` alone. */
function bench() {
  const transport = fakeTransport(({ url, headers }) => {
    if (url.endsWith(REFRESH)) return { data: { accessToken: 'a1' } }
    return { status: headers.authorization === 'Bearer a1' ? 200 : 401 }
  })
  const read = fromBody({ accessToken: 'accessToken' })
  const shop = () => {
    const session = createSession(refreshByToken({ url: REFRESH, read }))
    const api = createClient({ baseURL: 'http://shop.test', transport })
      .use(auth({ session }))
      .use(query())
    return { api, session }
  }
  const server = { wire: { entries: [], clear() {} }, close: async () => {} }
  const first = shop()
  const stage = openStage({
    server: server as never,
    host: { cut() {}, close() {} },
    shop: first,
    signIn: () => stage.session.signIn({ accessToken: 'a0', refreshToken: 'r0' }),
    refreshPath: REFRESH,
    expired: { words: 'answers 401', atMost: 2 },
  })
  return { stage, shop }
}

const drawn = (stage: Parameters<typeof rowsOf>[0]) =>
  rowsOf(stage).map(({ method, path, state }) => `${method} ${path}: ${state}`)

test('names each request by its page, and a refresh by the end of its path', async () => {
  const { stage } = bench()
  await stage.begin()
  const outcomes = await askFor(stage, 2, 7)
  assert.equal([answered(outcomes), toldToRetry(outcomes)], [2, 0])
  assert.equal(drawn(stage), [
    'GET /items?page=7: answered',
    'GET /items?page=8: answered',
    'POST …/RefreshToken: answered',
  ])
  assert.equal([stage.announced('refresh'), stage.announced('logout')], [1, 0])
  await stage.close()
})

test('tells two clients apart, and forgets what was before the curtain rose', async () => {
  const { stage, shop } = bench()
  await stage.begin()
  await askFor(stage, 1, 1)
  stage.restart(shop())
  await stage.begin()
  assert.equal(drawn(stage), [])
  await askFor(stage, 1, 2)
  assert.equal(drawn(stage)[0], 'GET /items?page=2: answered')
  assert.is(stage.announced('refresh'), 1)
  await stage.close()
})

test.run()
