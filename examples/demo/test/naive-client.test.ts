import { createClient, type Layer, query, replayable } from '@allium/core'
import { startP0 } from '@allium/example-backends'
import { createSession } from '@allium/middleware-auth'
import { wxTransport } from '@allium/transport-wx'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Act } from '../src/act'
import { lostConnection } from '../src/acts/lost-connection'
import { refusedRefresh } from '../src/acts/refused-refresh'
import { silentRefresh } from '../src/acts/silent-refresh'
import { openPhone } from '../src/phone'
import { openStage, type Shop, type Stage } from '../src/stage'

const REFRESH = '/Login/RefreshToken'

const test = suite<{ stage: Stage }>('a client that refreshes for each 401 by itself')

/** As many apps have it: no single flight, and every failure means "log in again". */
function naiveShop(baseURL: string) {
  const session = createSession({ refresh: () => Promise.reject(new Error()) })
  const client = createClient({ baseURL, transport: wxTransport() })
  const naive: Layer = replayable(async (ctx, next) => {
    const held = ctx.request
    const signed = () => {
      const Authorization = `Bearer ${session.credential()?.accessToken}`
      ctx.request = { ...held, headers: { ...held.headers, Authorization } }
      return Authorization
    }
    const headers = { Authorization: signed() }
    await next()
    if (ctx.response?.status !== 401) return
    const { refreshToken } = session.credential() ?? {}
    const options = { headers, acceptStatus: (status: number) => status < 300 }
    try {
      const { data } = await client.post<{ data: string; refreshToken: string }>(
        REFRESH,
        { refreshToken },
        options,
      )
      await session.signIn({ accessToken: data.data, refreshToken: data.refreshToken })
    } catch {
      await session.signOut()
    }
    signed()
    await next()
  })
  // It announces no refresh and no end of a session.
  const api = client.use(naive).use(query()) as unknown as Shop['api']
  return { api, session }
}

test.before.each(async context => {
  const server = await startP0({ latencyMs: 5 })
  const shop = naiveShop(server.url)
  context.stage = openStage({
    server,
    host: openPhone(),
    shop,
    refreshPath: REFRESH,
    signIn: () => shop.session.signIn(server.signIn('li')),
    expired: {
      words: 'answers 401',
      atMost: 10,
    },
  })
})

test.after.each(({ stage }) => stage.close())

const off = ({ checks }: Act) =>
  checks.filter(({ isRight }) => !isRight).map(({ what }) => what)

test('is found out by the 20 of an expired token', async ({ stage }) => {
  const act = await silentRefresh(stage)
  assert.equal(off(act), [
    'answers 401',
    'refreshes on the wire',
    'answers to the callers',
    '`refresh` announced',
  ])
})

test('is found out by a refused refresh', async ({ stage }) => {
  assert.equal(off(await refusedRefresh(stage)), [
    'refreshes on the wire',
    '`logout` announced',
  ])
})

test('is found out by a lost connection', async ({ stage }) => {
  assert.equal(off(await lostConnection(stage)), [
    'callers told to try again',
    '`refresh:error` announced',
    'sessions kept',
    'answers once the network is back',
  ])
})

test.run()
