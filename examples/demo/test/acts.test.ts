import { createClient, query } from '@allium/core'
import {
  auth,
  createSession,
  expiredOn,
  fromHeader,
  loginByCode,
  tokenHeader,
} from '@allium/middleware-auth'
import { wxLogin, wxTransport } from '@allium/transport-wx'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { abortedCaller } from '../src/acts/aborted-caller'
import { earlyRenewal } from '../src/acts/early-renewal'
import { freshPage } from '../src/acts/fresh-page'
import { lane } from '../src/acts/lane'
import { lostAnswer, lostRotation } from '../src/acts/lost-answer'
import { lostToken } from '../src/acts/lost-token'
import { withLoading, withLogin } from '../src/acts/on-screen'
import { ownCookies } from '../src/acts/own-cookies'
import { rotation } from '../src/acts/rotation'
import { silentRefresh } from '../src/acts/silent-refresh'
import type { Play } from '../src/show'
import type { Stage } from '../src/stage'
import { openP1, type P1Stage } from '../src/stages/p1'
import { openP2, type P2Stage } from '../src/stages/p2'
import { openP3, type P3Stage } from '../src/stages/p3'
import { openP4a, openP4b } from '../src/stages/p4'

const LATENCY_MS = 10

/** P1's client without its lane: the token is taken from the login alone. */
async function openLaneless(): Promise<P1Stage> {
  const stage = await openP1(LATENCY_MS)
  const { server } = stage
  const read = fromHeader('B-T')
  const session = createSession(
    loginByCode({ url: '/v1/api/imiMini/login', code: wxLogin(), read }),
  )
  const classify = expiredOn({ codes: [408] })
  const transport = wxTransport()
  const api = createClient({ baseURL: server.url, method: 'POST', transport })
    .use(auth({ session, authenticator: tokenHeader('B-T'), classify }))
    .use(query())
  stage.restart({ api, session })
  return Object.assign(stage, {
    async begin() {
      await session.signIn({ accessToken: String(server.signIn('li')) })
      server.wire.clear()
    },
  })
}

async function openBareP2(): Promise<P2Stage> {
  const stage = await openP2(LATENCY_MS)
  const { ask } = stage
  return Object.assign(stage, { ask: (page: number) => ask(page) })
}

/** Its token does not tell when it ends. */
async function openEndless(): Promise<P3Stage> {
  const stage = await openP3(LATENCY_MS)
  const { signInFor } = stage
  return Object.assign(stage, { signInFor: () => signInFor(900_000) })
}

/** What an act finds wrong, played where it does not belong. */
async function found<OnStage extends Stage>(
  open: () => Promise<OnStage>,
  act: Play<OnStage>,
): Promise<string[]> {
  const stage = await open()
  try {
    const { checks } = await act(stage)
    return checks.filter(({ isRight }) => !isRight).map(({ what }) => what)
  } finally {
    await stage.close()
  }
}

const test = suite('the acts')

test('find out a client of P1 that has no lane', async () => {
  assert.equal(await found(openLaneless, lane(5)), [
    'answers to the callers',
    'requests with a token',
    'tokens from the answer before',
    'most on their way at once',
    'refreshes on the wire',
  ])
  const aborted = await found(openLaneless, abortedCaller)
  assert.ok(aborted.includes('most on their way at once'), `${aborted}`)
  const lost = await found(openLaneless, lostToken)
  assert.ok(lost.includes('answers with the code 408'), `${lost}`)
})

test('find out that a cookie of the caller’s is missing', async () => {
  const kept = 'requests with `theme=dark`, replays included'
  assert.equal(await found(openBareP2, ownCookies), [kept])
})

test('find out that a token is not renewed before it ends', async () => {
  assert.equal(await found(openEndless, earlyRenewal), [
    'requests held',
    'refreshes on the wire',
    'requests with the new token',
  ])
})

test('find out whether a server rotates', async () => {
  const open = (rotate: boolean) => () => openP4a(LATENCY_MS, rotate)
  assert.equal(await found(open(false), rotation), [
    'refresh tokens, one after the other',
  ])
  assert.equal(await found(open(true), lostAnswer), [
    'answers to the next',
    '`logout` announced',
  ])
  assert.equal(await found(open(false), lostRotation), [
    'refresh tokens shown twice',
    'answers to the next',
    '`logout` announced',
    'credentials left',
  ])
})

test('find out that a page was not loaded anew', async () => {
  const open = async () => {
    const stage = await openP4b(LATENCY_MS)
    return Object.assign(stage, { reload: () => stage.session })
  }
  assert.equal(await found(open, freshPage), ['refreshes on the wire'])
})

test('find out that no loading was shown, and no code asked for', async () => {
  const ofP1 = await found(() => openP1(LATENCY_MS), withLoading(lane(1)))
  assert.equal(ofP1, ['loading shown', 'loading hidden'])
  const ofP3 = await found(() => openP3(LATENCY_MS), withLogin(silentRefresh))
  assert.equal(ofP3, ['`wx.login` called'])
})

test.run()
