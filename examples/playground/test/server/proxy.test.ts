import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Bench, json, openBench, posted } from './bench'

const test = suite<{ bench: Bench }>('proxy')

test.before.each(async context => {
  context.bench = await openBench()
})
test.after.each(({ bench }) => bench.close())

const login = { user: 'li', password: 'secret' }

test('carries method, query, headers and body there, status and body back', async ({
  bench,
}) => {
  const { url, backends } = bench
  const answer = await fetch(`${url}/p0/Login`, posted(login))
  const { data } = await json<{ data: { accessToken: string } }>(answer)
  assert.is(answer.status, 200)
  const headers = { Authorization: `Bearer ${data.accessToken}` }
  const items = await fetch(`${url}/p0/items?page=2&q=%E4%BD%A0`, { headers })
  const { data: seen } = await json(items)
  assert.equal(seen, [
    ['page', '2'],
    ['q', '你'],
  ])
  assert.is((await fetch(`${url}/p0/me`)).status, 401)
  const paths = backends.served.p0.server.wire.entries.map(({ path }) => path)
  assert.equal(paths, ['/Login', '/items', '/me'])
})

test('keeps every cookie of an answer, on the path of its backend', async ({ bench }) => {
  const { headers } = await fetch(`${bench.url}/p4b/api/login`, posted(login))
  const cookies = headers.getSetCookie()
  assert.is(cookies.length, 2)
  assert.match(cookies.join('\n'), /refresh_token=.*Path=\/p4b\/api; HttpOnly/)
})

test('lets `X-Cookie` stand for what a page may not write', async ({ bench }) => {
  const { url, backends } = bench
  const session = String(backends.served.p2.server.signIn('li'))
  const headers = { 'X-Cookie': `JSESSIONID=${session}` }
  const { code } = await json(await fetch(`${url}/p2/me`, { headers }))
  assert.is(code, '0000')
})

test('an answer that is lost there is lost here', async ({ bench }) => {
  const { url, backends } = bench
  const { server } = backends.served.p0
  const { accessToken, refreshToken } = server.signIn('li') as Record<string, string>
  server.dropRefreshAnswer()
  const lost = await fetch(
    `${url}/p0/Login/RefreshToken`,
    posted({ refreshToken }, { Authorization: `Bearer ${accessToken}` }),
  )
  await lost.text().then(
    () => assert.unreachable('it was answered'),
    () => {},
  )
  assert.equal(server.stats, { refreshes: 1, reuses: 0 })
})

test('who leaves is seen to leave by the backend', async ({ bench }) => {
  const { url, backends } = bench
  const { server } = backends.served.p0
  server.hangRefresh(true)
  const leaving = new AbortController()
  const init = { ...posted({ refreshToken: 'r' }), signal: leaving.signal }
  const call = fetch(`${url}/p0/Login/RefreshToken`, init)
  call.catch(() => {})
  const until = async (isSo: () => boolean) => {
    for (let tries = 0; !isSo(); tries += 1) {
      if (tries > 400) assert.unreachable('it was waited for in vain')
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  }
  await until(() => server.wire.entries.length === 1)
  leaving.abort()
  await until(() => server.wire.entries[0]?.endedAt !== undefined)
})

test.run()
