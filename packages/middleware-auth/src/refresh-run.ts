import { isThenable, pause, retryAfterMs } from '@allium/core'
import type { Read } from './credential-store'
import { onThisClock } from './expiry'
import type { FlightWire } from './flight'
import { isOfAnother, mergeCredential } from './merge-credential'
import { type LastSend, type RefreshFailure, readFailure } from './refresh-outcome'
import { holdLock } from './session-lock'
import type { SessionEngine } from './session-parts'
import type { Credential, RefreshHook, Send } from './types'

/** How a refresh ended; with none of these, the session had another credential already. */
export interface Landing {
  readonly renewed?: Credential
  /** Somebody else had done it, or ended the session: what stood in the storage is used. */
  readonly news?: Read
  readonly failure?: RefreshFailure
}

/** Sends again, within one refresh, what failed for now. */
export interface RefreshRetries {
  /** How often, at the most. */
  readonly max: number
  /** The first pause, in ms, half of it at random; each next is twice as long. @default 500 */
  readonly delayMs?: number | undefined
  /** No retry is begun so many ms after the refresh began. @default 8_000 */
  readonly budgetMs?: number | undefined
}

/** What becomes of a refresh whose answer was lost. */
export type WhenAnswerIsLost = 'try-again' | 'retry-once' | 'report' | RefreshHook

/** What is to be renewed, and how far that has come. */
export interface Run {
  readonly credential: Credential | undefined
  /** How often the session had gone on before with what another had stored. */
  readonly follows: number
  /** How often the credential was shown before, and no answer seen. */
  readonly lostBefore: number
  /** How often it was shown now, and no answer seen. */
  lost: number
  /** Whether the hook is being asked: something may have left then. */
  isAsking: boolean
  /** Frees the lock, where there is one. */
  free: () => void
}

/** Whether another has renewed it meanwhile: what this run would show may be spent. */
export function isOvertaken(
  { follows, state }: SessionEngine,
  { credential, follows: followsBefore }: Run,
): boolean {
  const { refreshToken } = Object(state.credential)
  return follows !== followsBefore || refreshToken !== Object(credential).refreshToken
}

/** One refresh, from the lock to a credential: what is sent, how often, and why not. */
export async function runRefresh(
  session: SessionEngine,
  run: Run,
  wire: FlightWire,
): Promise<Landing> {
  const { lock, store, clock } = session
  if (lock) run.free = await holdLock(lock, wire.signal, session)
  // What was read at this very moment need not be read again, unless a lock was waited for.
  const isKnown = !lock && store.readAt() === clock.now()
  const news = isKnown ? undefined : newsFor(session)
  const landing = isThenable(news) ? await news : news
  if (wire.signal.aborted) {
    run.free()
    throw wire.signal.reason
  }
  return landing || attempts(session, run, wire)
}

/** Asks the hook until it has a credential, or there is no use in asking again. */
async function attempts(
  session: SessionEngine,
  run: Run,
  wire: FlightWire,
): Promise<Landing> {
  const { credential = { accessToken: '' } } = run
  const { clock, whenAnswerIsLost, isRejected } = session
  const beganAt = clock.now()
  let hook = session.refresh
  for (let retries = 0; ; ) {
    if (isOvertaken(session, run)) return {}
    const { send, last } = recorded(wire.send)
    const askedAt = clock.now()
    run.isAsking = true
    try {
      const given = await hook({ credential, send })
      const answer = onThisClock(given, last().response, clock.now())
      const checked = mergeCredential(run.credential, answer, askedAt)
      wire.arrived()
      const found = await newsFor(session)
      const kept = found?.news.kept
      const isSame = kept && !isOfAnother(checked, kept)
      // A session that somebody else has ended, or replaced, is not brought back.
      if (found && !isSame) return found
      const base = isSame ? kept : session.state.credential
      return { renewed: mergeCredential(base, answer, askedAt) }
    } catch (thrown) {
      if (wire.signal.aborted) throw wire.signal.reason
      const failure = readFailure(thrown, last(), isRejected)
      if (failure.outcome === 'ambiguous') {
        run.lost += 1
        const isFirst = run.lost === 1
        const mayShowAgain = isFirst && run.lostBefore === 0
        if (mayShowAgain && whenAnswerIsLost === 'retry-once') continue
        if (isFirst && typeof whenAnswerIsLost === 'function') {
          hook = whenAnswerIsLost
          continue
        }
      }
      if (failure.outcome === 'rejected') {
        wire.arrived()
        const found = await newsFor(session)
        return found?.news.kept ? found : { failure }
      }
      run.isAsking = false
      const pauseMs = pauseBefore(retries, failure, clock.now() - beganAt, session)
      if (pauseMs === undefined) return { failure }
      retries += 1
      await pause(pauseMs, clock, wire.signal)
      const found = await newsFor(session)
      if (found) return found
    }
  }
}

/** How long to wait before the next retry, in ms; `undefined` where there is none. */
function pauseBefore(
  retries: number,
  { outcome, answer }: RefreshFailure,
  passedMs: number,
  { refreshRetries, clock, random }: SessionEngine,
): number | undefined {
  const { max, delayMs = 500, budgetMs = 8_000 } = refreshRetries
  if (outcome !== 'transient' || retries >= max) return undefined
  const longest = delayMs * 2 ** retries
  const jittered = longest / 2 + (random() * longest) / 2
  const pauseMs = Math.max(jittered, retryAfterMs(answer, clock.now()))
  return passedMs + pauseMs <= budgetMs ? pauseMs : undefined
}

type News = { readonly news: Read } | undefined

/** What somebody else did to the stored session, if anything. A failed read says nothing. */
function newsFor({ store, onFault }: SessionEngine): News | Promise<News> {
  try {
    const reading = store.read()
    return isThenable(reading)
      ? reading.then(newsOf, onFault as () => undefined)
      : newsOf(reading)
  } catch (fault) {
    onFault(fault)
    return undefined
  }
}

function newsOf(news: Read): News {
  return news.isNews ? { news } : undefined
}

/** Remembers how the last thing that was sent ended, whatever the hook makes of it. */
function recorded(send: Send): { readonly send: Send; last(): LastSend } {
  let last: LastSend = {}
  return {
    last: () => last,
    async send<Data>(options: Parameters<Send>[0]) {
      try {
        const response = await send<Data>(options)
        last = { response }
        return response
      } catch (error) {
        last = { error }
        throw error
      }
    },
  }
}
