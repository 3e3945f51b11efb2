import { isRequestError, type Response } from '@allium/core'
import type { Stage } from './stage'
import type { Row } from './waterfall'

const REFRESH = '/Login/RefreshToken'

/** One count that the act promises, and what it came to. */
export interface Check {
  readonly what: string
  readonly value: number
  readonly isRight: boolean
  /** What was promised, for people to read. */
  readonly wanted: string
}

/** What an act showed. */
export interface Act {
  readonly title: string
  readonly story: string
  readonly rows: readonly Row[]
  readonly checks: readonly Check[]
}

type Outcome = PromiseSettledResult<Response>

/** The token has expired, and twenty requests go out at once. */
export async function silentRefresh(stage: Stage): Promise<Act> {
  const { server, phone, counts } = stage
  await stage.begin()
  const shows = countShows(stage)
  server.expireAccess()
  const outcomes = await fire(stage, 20)
  await stage.calm()
  const after = countShows(stage)
  return {
    title: '1  The access token has expired; 20 requests go out at once',
    story: 'Each is refused, held, and sent again after one refresh. Nobody notices.',
    rows: rowsOf(stage, outcomes),
    checks: [
      atMost('answers 401', server.wire.count({ status: 401 }), 20),
      exactly('refreshes on the wire', server.wire.count({ path: REFRESH }), 1),
      exactly('answers to the callers', answered(outcomes), 20),
      exactly('`refresh` announced', counts.refresh, 1),
      exactly('loading shown', after.shown - shows.shown, 1),
      exactly('loading hidden', after.hidden - shows.hidden, 1),
      exactly('loading left on the screen', phone.screen.visible ? 1 : 0, 0),
    ],
  }
}

/** The server refuses the refresh: the session ends once, and every promise settles. */
export async function refusedRefresh(stage: Stage): Promise<Act> {
  const { server, counts, shop } = stage
  await stage.begin()
  server.expireAccess()
  server.revoke()
  const outcomes = await fire(stage, 20)
  return {
    title: '2  The server refuses the refresh',
    story: 'The session ends once, with one `logout`; all 20 callers are told why.',
    rows: rowsOf(stage, outcomes),
    checks: [
      exactly('refreshes on the wire', server.wire.count({ path: REFRESH }), 1),
      exactly('promises settled', outcomes.length, 20),
      exactly('answers to the callers', answered(outcomes), 0),
      exactly('`logout` announced', counts.logout, 1),
      exactly('credentials left', shop.session.credential() ? 1 : 0, 0),
    ],
  }
}

/** The refresh does not get through; the session is kept, and the next request recovers. */
export async function lostConnection(stage: Stage): Promise<Act> {
  const { server, phone, counts, shop } = stage
  await stage.begin()
  server.expireAccess()
  phone.network.offline = url => url.endsWith(REFRESH)
  const lost = await fire(stage, 1)
  phone.network.offline = false
  const reached = server.wire.count({ path: REFRESH })
  const kept = shop.session.credential() ? 1 : 0
  const recovered = await fire(stage, 1)
  return {
    title: '3  The refresh never reaches the server',
    story:
      'The caller hears that it may work later. The session is kept; the next call recovers.',
    rows: rowsOf(stage, [...lost, ...recovered]),
    checks: [
      exactly('refreshes on the wire while offline', reached, 0),
      exactly('callers told to try again', lost.filter(isRetryable).length, 1),
      exactly('`refresh:error` announced', counts['refresh:error'], 1),
      exactly('sessions kept', kept, 1),
      exactly('`logout` announced', counts.logout, 0),
      exactly('answers once the network is back', answered(recovered), 1),
    ],
  }
}

function fire({ shop }: Stage, count: number): Promise<Outcome[]> {
  const calls = Array.from({ length: count }, (_, index) =>
    shop.api.get('/items', { query: { page: index + 1 } }),
  )
  return Promise.allSettled(calls)
}

/** One line for each request, and one for the refresh, where it was on the wire. */
function rowsOf({ shop, server, settledAt }: Stage, outcomes: readonly Outcome[]): Row[] {
  const ids = [...settledAt.keys()].sort((a, b) => a - b)
  const requests = ids.map((id, index): Row => {
    const spans = shop.spans.filter(span => span.id === id)
    const outcome = outcomes[index]
    return {
      name: `GET ${spans[0]?.path ?? ''}`,
      spans,
      settledAt: settledAt.get(id) ?? 0,
      end: endOf(outcome),
      isAnswered: outcome?.status === 'fulfilled',
    }
  })
  const refreshes = server.wire.entries
    .filter(({ path, status }) => path === REFRESH && status > 0)
    .map(({ startedAt: from, endedAt: to = from, status }): Row => {
      const spans = [{ id: 0, attempt: 1, path: REFRESH, from, to, status }]
      const name = 'POST …/RefreshToken'
      return {
        name,
        spans,
        settledAt: to,
        end: `${status}`,
        isAnswered: true,
        isRefresh: true,
      }
    })
  return [...requests, ...refreshes]
}

function endOf(outcome: Outcome | undefined): string {
  if (outcome === undefined) return 'not settled'
  if (outcome.status === 'fulfilled') return `${outcome.value.status}`
  return isRequestError(outcome.reason) ? outcome.reason.code : String(outcome.reason)
}

function countShows({ phone }: Stage): { shown: number; hidden: number } {
  const of = (event: string) =>
    phone.screen.timeline.filter(entry => entry.event === event).length
  return { shown: of('showLoading'), hidden: of('hideLoading') }
}

function isRetryable(outcome: Outcome): boolean {
  return outcome.status === 'rejected' && outcome.reason.retryable
}

function answered(outcomes: readonly Outcome[]): number {
  return outcomes.filter(({ status }) => status === 'fulfilled').length
}

function exactly(what: string, value: number, wanted: number): Check {
  return { what, value, isRight: value === wanted, wanted: `${wanted}` }
}

function atMost(what: string, value: number, limit: number): Check {
  return { what, value, isRight: value <= limit, wanted: `at most ${limit}` }
}
