import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { backendNames } from '../../src/server/backends'
import { type Bench, json, openBench, posted } from './bench'

const test = suite<{ bench: Bench }>('controls')

test.before.each(async context => {
  context.bench = await openBench()
})
test.after.each(({ bench }) => bench.close())

/** How a request with this token is answered, and a refresh with this one. */
async function ask({ url }: Bench, access: string, refreshToken: string) {
  const headers = { Authorization: `Bearer ${access}` }
  const me = await fetch(`${url}/p0/me`, { headers })
  const refresh = await fetch(
    `${url}/p0/Login/RefreshToken`,
    posted({ refreshToken }, headers),
  )
  return [me.status, refresh.status]
}

test('expire, revoke and heal do to the server what they say', async ({ bench }) => {
  const { server } = bench.backends.served.p0
  const { accessToken = '', refreshToken = '' } = server.signIn('li') as Record<
    string,
    string
  >
  assert.equal(await ask(bench, accessToken, refreshToken), [200, 200])
  await bench.control('p0/expire')
  assert.equal(await ask(bench, accessToken, refreshToken), [401, 200])
  const { requests, unauthorized, refreshes } = await bench.control('p0')
  assert.equal([requests, unauthorized, refreshes], [4, 1, 2])
  await bench.control('p0/revoke')
  assert.equal(await ask(bench, accessToken, refreshToken), [401, 401])
})

test('a backend without refresh tokens refuses its logins until it is healed', async ({
  bench,
}) => {
  const login = async () => {
    const { code } = await bench.control('code', { user: 'wang' })
    const answer = await fetch(`${bench.url}/p1/v1/api/imiMini/login`, posted({ code }))
    return (await json(answer)).code
  }
  assert.is(await login(), 200)
  await bench.control('p1/revoke')
  assert.is(await login(), 403)
  await bench.control('p1/heal')
  assert.is(await login(), 200)
})

test('latency is set, told, and set back; counts begin anew', async ({ bench }) => {
  assert.is((await bench.control('p3/latency', { ms: 1_200 })).latencyMs, 1_200)
  const { latencyMs, requests } = await bench.control('p3/reset')
  assert.is(latencyMs, bench.backends.served.p3.latencyMs)
  assert.is(requests, 0)
})

test('a hanging refresh is one, and is none after `heal`', async ({ bench }) => {
  await bench.control('p4a/hang', { on: true })
  const url = `${bench.url}/p4a/api/refresh-token`
  const refresh = () =>
    fetch(url, { ...posted({ refreshToken: 'r' }), signal: AbortSignal.timeout(300) })
  await refresh().then(
    () => assert.unreachable('it was answered'),
    error => assert.is(error.name, 'TimeoutError'),
  )
  await bench.control('p4a/heal')
  assert.is((await refresh()).status, 401)
})

test('who waits for a hanging refresh loses it when the server is healed', async ({
  bench,
}) => {
  const { server } = bench.backends.served.p4a
  const { refreshToken } = server.signIn('li') as { refreshToken: string }
  const url = `${bench.url}/p4a/api/refresh-token`
  const refresh = async () => (await fetch(url, posted({ refreshToken }))).text()
  for (const [action, body] of [['heal'], ['hang', { on: false }], ['reset']] as const) {
    await bench.control('p4a/hang', { on: true })
    const hanging = refresh().then(
      () => 'answered',
      () => 'lost',
    )
    const isThere = async () => (await bench.control('p4a')).requests > 0
    while (!(await isThere())) await new Promise(resolve => setTimeout(resolve, 5))
    await bench.control(`p4a/${action}`, body)
    assert.is(await hanging, 'lost', action)
    server.wire.clear()
  }
  // What was lost had never been carried out: the token is good.
  assert.match(await refresh(), /accessToken/)
  assert.equal(server.stats, { refreshes: 1, reuses: 0, logouts: 0 })
})

test('every backend has its controls', async ({ bench }) => {
  for (const name of backendNames) {
    for (const action of ['expire', 'revoke', 'drop', 'hang', 'heal', 'reset']) {
      const { requests } = await bench.control(`${name}/${action}`)
      assert.is(requests, 0, `${name}/${action}`)
    }
  }
})

test('refuses what it does not understand, and what a form could post', async ({
  bench,
}) => {
  const status = async (path: string, init?: RequestInit) =>
    (await fetch(`${bench.url}/control/${path}`, init)).status
  assert.is(await status('p0/expire', { method: 'POST' }), 415)
  assert.is(await status('p0'), 415)
  assert.is(await status('p9/expire', posted({})), 404)
  assert.is(await status('p0/destroy', posted({})), 404)
  assert.is(await status('p0/latency', posted({ ms: 'long' })), 400)
  assert.is(await status('code', posted({})), 400)
  assert.is(await status('p0/hang', { ...posted({}), body: '{' }), 400)
})

test.run()
