import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { countersOf, renderText } from '../src/index'
import { expiring, type Shop, settle, shop } from './helpers'

const test = suite('a storm, as it is told')

async function fire({ api, clock }: Shop, count: number): Promise<void> {
  const calls = Array.from({ length: count }, (_, page) =>
    api.get('/items', { query: { page } }),
  )
  const all = Promise.allSettled(calls)
  await settle(clock)
  await all
}

test('twenty requests, four slots: four are refused, one refresh, twenty answers', async () => {
  const bench: Shop = shop(
    expiring(() => bench.clock),
    4,
  )
  await bench.signIn()
  await fire(bench, 20)
  assert.equal(bench.inspector.counters(), {
    ...{ requests: 20, answered: 20, failed: 0, pending: 0, held: 0, attempts: 24 },
    ...{ refused: 4, replays: 4, retries: 0, refreshes: 1, failedRefreshes: 0 },
    logouts: 0,
  })
  assert.is(bench.transport.calls.length, 25)
})

test('draws what was refused, held, waiting and answered, and the refresh', async () => {
  const bench: Shop = shop(
    expiring(() => bench.clock),
    1,
  )
  await bench.signIn()
  await fire(bench, 2)
  assert.is(
    renderText(bench.inspector.rows(), { width: 41 }),
    [
      '  GET /items           ━━━━━━━━━━✗┄┄┄┄┄┄┄┄┄━━━━━━━━━━●            200',
      '  GET /items           ······························━━━━━━━━━━●  200',
      '  POST /refresh-token            ▓▓▓▓▓▓▓▓▓▓▓                      200',
      '                       0 ms                                80 ms',
    ].join('\n'),
  )
})

test('a refused refresh is one end of a session, told to all who waited', async () => {
  const bench: Shop = shop(async ({ url }) => {
    await new Promise<void>(resolve => bench.clock.setTimeout(resolve, 20))
    return { status: 401, data: { msg: url.endsWith('token') ? 'sign in again' : '' } }
  })
  await bench.signIn()
  await fire(bench, 5)
  const { failed, refused, refreshes, failedRefreshes, logouts, pending } =
    bench.inspector.counters()
  assert.equal(
    { failed, refused, refreshes, failedRefreshes, logouts, pending },
    { failed: 5, refused: 5, refreshes: 1, failedRefreshes: 1, logouts: 1, pending: 0 },
  )
  const [row] = bench.inspector.rows()
  assert.is(row?.code, 'refresh-rejected')
  const { message } = bench.inspector.log().find(({ type }) => type === 'logout') ?? {}
  assert.is(message, 'sign in again')
})

test('a refresh that does not get through fails alone', async () => {
  let isDown = true
  const bench: Shop = shop(async request => {
    const answer = await expiring(() => bench.clock)(request, {} as never)
    return isDown && request.url.endsWith('/refresh-token') ? { status: 503 } : answer
  })
  await bench.signIn()
  await fire(bench, 2)
  isDown = false
  await fire(bench, 1)
  const { failed, answered, refreshes, failedRefreshes, logouts } =
    bench.inspector.counters()
  assert.equal([failed, answered, refreshes, failedRefreshes, logouts], [2, 1, 2, 1, 0])
})

test('an abort while it is held is told as one, and the layers’ times are right', async () => {
  const bench: Shop = shop(expiring(() => bench.clock))
  await bench.signIn()
  const call = bench.api.get('/me')
  call.catch(() => {})
  await bench.clock.advance(25)
  assert.is(bench.inspector.rows()[0]?.state, 'held')
  assert.is(countersOf(bench.inspector.rows()).held, 1)
  call.abort()
  await settle(bench.clock)
  const [row] = bench.inspector.rows()
  assert.equal([row?.state, row?.code, row?.endedAt], ['failed', 'aborted', 1_025])
  assert.equal(
    row?.layers.map(({ layer, ownMs }) => [layer, ownMs]),
    [
      ['auth', 5],
      ['headers', 0],
      ['query', 0],
    ],
  )
})

test.run()
