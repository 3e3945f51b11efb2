import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Backend, DEMO_PASSWORD_MD5, HTML_PAGE } from '../src/index'
import { startP0 } from '../src/p0'
import { startP1 } from '../src/p1'
import { startP2 } from '../src/p2'
import { startP3 } from '../src/p3'
import { startP4 } from '../src/p4'
import { outcome, type Received, refresh, type SendOptions, send, until } from './helpers'

type AnyBackend<Credential> = Backend<Credential, { readonly refreshes: number }>

/** How a test speaks to one of them. */
interface Speaker<Credential> {
  start(options: { latencyMs?: number }): Promise<AnyBackend<Credential>>
  /** Asks for `GET /me`. */
  me(server: AnyBackend<Credential>, credential: Credential): Promise<Received>
  refresh(server: AnyBackend<Credential>, credential: Credential): Promise<Received>
  isMe(received: Received): boolean
  /** What `rejectRefresh` is answered with. */
  rejection: [status: number, code: unknown]
}

let lastCode = 0
const codeOf = (): SendOptions => ({ body: { code: `code-${++lastCode}` } })

const p0: Speaker<{ accessToken: string; refreshToken: string }> = {
  start: startP0,
  me: (server, { accessToken: token }) => send(server, 'GET /me', { token }),
  refresh,
  isMe: ({ status }) => status === 200,
  rejection: [401, undefined],
}

const p1: Speaker<string> = {
  start: startP1,
  me: (server, token) => send(server, 'GET /me', { headers: { 'B-T': token } }),
  refresh: server => send(server, 'POST /v1/api/imiMini/login', codeOf()),
  isMe: ({ json }) => json.code === 200,
  rejection: [200, 403],
}

const p2: Speaker<string> = {
  start: startP2,
  me: (server, id) =>
    send(server, 'GET /me', { headers: { Cookie: `JSESSIONID=${id}` } }),
  refresh: server => send(server, 'POST /login', codeOf()),
  isMe: ({ json }) => json.code === '0000',
  rejection: [200, '0003'],
}

const p3: Speaker<{ access_token: string }> = {
  start: startP3,
  me: (server, { access_token: token }) =>
    send(server, 'GET /me', {
      token,
      headers: { 'X-Token': token, 'X-Requested-With': 'XMLHttpRequest' },
    }),
  refresh: server => send(server, `GET /token?username=u1&password=${DEMO_PASSWORD_MD5}`),
  isMe: ({ json }) => json.code === 200,
  rejection: [401, 401],
}

const p4a: typeof p0 = {
  start: startP4,
  me: (server, { accessToken: token }) => send(server, 'GET /api/me', { token }),
  refresh: (server, { refreshToken }) =>
    send(server, 'POST /api/refresh-token', { body: { refreshToken } }),
  isMe: ({ status }) => status === 200,
  rejection: [401, 401],
}

const p4b: typeof p0 = {
  ...p4a,
  start: options => startP4({ ...options, form: 'b' }),
  refresh: (server, { refreshToken }) =>
    send(server, 'POST /api/v1/user/token/refresh', {
      headers: { Cookie: `refresh_token=${refreshToken}` },
    }),
}

function describe<Credential>(name: string, speaker: Speaker<Credential>): void {
  const test = suite(`every backend: ${name}`)
  const { start, me, isMe, rejection } = speaker

  function testWith(
    sentence: string,
    run: (server: AnyBackend<Credential>) => Promise<void>,
  ): void {
    test(sentence, async () => {
      const server = await start({ latencyMs: 0 })
      try {
        await run(server)
      } finally {
        await server.close()
      }
    })
  }

  testWith('expires one user or all, and only what was handed out', async server => {
    const [u1, u2, more] = [server.signIn(), server.signIn('u2'), server.signIn('u2')]
    assert.ok(isMe(await me(server, server.signIn())))
    server.expireAccess('u1')
    assert.not(isMe(await me(server, u1)))
    assert.ok(isMe(await me(server, u2)))
    server.expireAccess()
    assert.not(isMe(await me(server, more)))
    assert.ok(isMe(await me(server, server.signIn('u1'))))
  })

  testWith('spoils the refresh in every way, and then carries it out', async server => {
    const credential = server.signIn()
    const again = () => speaker.refresh(server, credential)
    server.rejectRefresh(true)
    const rejected = await again()
    assert.equal([rejected.status, rejected.json.code], rejection)
    server.refuseRefreshWith(418, { code: 7 })
    assert.equal([(await again()).status, (await again()).json], [418, { code: 7 }])
    server.failRefreshWith(503)
    assert.is((await again()).text, 'Service Unavailable')
    server.answerRefreshWith(HTML_PAGE)
    assert.is((await again()).text, HTML_PAGE.body)
    server.answerRefreshWith({ status: 200 })
    assert.is((await again()).text, '')
    server.answerRefreshWith(undefined)
    assert.is(server.stats.refreshes, 0)
    server.dropRefreshAnswer()
    assert.is(await outcome(again()), 'lost')
    assert.is(server.stats.refreshes, 1)
    const other = server.signIn()
    assert.is((await speaker.refresh(server, other)).status, 200)
    assert.is(server.stats.refreshes, 2)
  })

  testWith('hangs the refresh and serves the rest meanwhile', async server => {
    const credential = server.signIn()
    server.hangRefresh(true)
    const hung = outcome(speaker.refresh(server, credential))
    await until(() => server.wire.entries.length === 1)
    assert.ok(isMe(await me(server, credential)))
    server.hangRefresh(false)
    assert.is((await speaker.refresh(server, server.signIn())).status, 200)
    assert.is(server.stats.refreshes, 1)
    await server.close()
    assert.is(await hung, 'lost')
  })

  testWith('is late by the latency that is set at the moment', async server => {
    const credential = server.signIn()
    server.latencyMs = 60_000
    const late = outcome(speaker.refresh(server, credential))
    await until(() => server.stats.refreshes === 1)
    server.latencyMs = 0
    assert.ok(isMe(await me(server, server.signIn())))
    assert.is(server.wire.entries[0]?.endedAt, undefined)
    await server.close()
    assert.is(await late, 'lost')
  })

  test.run()
}

describe('P0', p0)
describe('P1', p1)
describe('P2', p2)
describe('P3', p3)
describe('P4a', p4a)
describe('P4b', p4b)
