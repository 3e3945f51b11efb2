import { abortedCaller } from './acts/aborted-caller'
import { earlyRenewal } from './acts/early-renewal'
import { freshPage } from './acts/fresh-page'
import { lane } from './acts/lane'
import { lostAnswer, lostRotation } from './acts/lost-answer'
import { lostConnection } from './acts/lost-connection'
import { lostToken } from './acts/lost-token'
import { withLoading, withLogin, withLoginPage } from './acts/on-screen'
import { ownCookies } from './acts/own-cookies'
import { refusedRefresh } from './acts/refused-refresh'
import { rotation } from './acts/rotation'
import { silentRefresh } from './acts/silent-refresh'
import { createShow, type Show } from './show'
import { openP0 } from './stages/p0'
import { openP1 } from './stages/p1'
import { openP2 } from './stages/p2'
import { openP3 } from './stages/p3'
import { openP4a, openP4b } from './stages/p4'

/** Slow enough for a timeline to show what waits for what. */
const LATENCY_MS = 60

/** In a lane the times add up. */
const LANE_LATENCY_MS = 30

/** All that can be shown, in order. */
export const programme: readonly Show[] = [
  createShow(
    'P0',
    'a dual token over `wx.request`; expired is HTTP status 401',
    () => openP0(LATENCY_MS),
    [withLoading(silentRefresh), withLoginPage(refusedRefresh), lostConnection],
  ),
  createShow(
    'P1',
    'a token for one request, the next in its answer; a login by code',
    () => openP1(LANE_LATENCY_MS),
    [
      lane(5),
      lane(20),
      abortedCaller,
      withLogin(lostToken),
      withLogin(silentRefresh),
      refusedRefresh,
      lostConnection,
    ],
  ),
  createShow(
    'P2',
    "a session cookie, a login by code; expired is '0002' in the body",
    () => openP2(LATENCY_MS),
    [
      withLogin(ownCookies),
      withLogin(silentRefresh),
      refusedRefresh,
      lostConnection,
      lostAnswer,
    ],
  ),
  createShow(
    'P3',
    'the app’s own credentials over `uni.request`; a token that tells its end',
    () => openP3(LATENCY_MS),
    [earlyRenewal, silentRefresh, refusedRefresh, lostConnection],
  ),
  createShow(
    'P4a',
    'a web page over `fetch`; the refresh token goes in the body, and rotates',
    () => openP4a(LATENCY_MS),
    [silentRefresh, rotation, refusedRefresh, lostConnection, lostRotation],
  ),
  createShow(
    'P4a',
    'the same on a server that does not rotate',
    () => openP4a(LATENCY_MS, false),
    [lostAnswer],
  ),
  createShow(
    'P4b',
    'a web page over `fetch`; the refresh token is in an HttpOnly cookie',
    () => openP4b(LATENCY_MS),
    [freshPage, silentRefresh, refusedRefresh, lostConnection],
  ),
]
