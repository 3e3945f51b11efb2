import { type Clock, isThenable, pause, retryAfterMs } from '@allium/core'
import type { CredentialStore } from './credential-store'
import { onThisClock } from './expiry'
import type { FlightWire } from './flight'
import { isOfAnother, mergeCredential } from './merge-credential'
import {
  type IsRejected,
  type LastSend,
  type RefreshFailure,
  readFailure,
} from './refresh-outcome'
import { holdLock } from './session-lock'
import type { Credential, RefreshHook, Send, SessionLock } from './types'

/** How a refresh ended. */
export type Landing =
  | { readonly kind: 'renewed'; readonly credential: Credential }
  /** Somebody else had done it: what stood in the storage is used. */
  | { readonly kind: 'found'; readonly credential: Credential }
  /** Somebody else had ended the session. */
  | { readonly kind: 'gone' }
  /** The session goes on with another credential already. */
  | { readonly kind: 'overtaken' }
  | { readonly kind: 'failed'; readonly failure: RefreshFailure }

/** Sends again, within one refresh, what failed for now. */
export interface RefreshRetries {
  /** How often, at the most. */
  readonly max: number
  /** The first pause, in ms, half of it at random; each next is twice as long. @default 500 */
  readonly delayMs?: number
  /** No retry is begun so many ms after the refresh began. @default 8_000 */
  readonly budgetMs?: number
}

/** What becomes of a refresh whose answer was lost. */
export type WhenAnswerIsLost = 'try-again' | 'retry-once' | 'report' | RefreshHook

/** What a run is made of. */
export interface RunParts {
  readonly refresh: RefreshHook
  readonly whenAnswerIsLost: WhenAnswerIsLost
  readonly retries: RefreshRetries
  readonly isRejected: IsRejected
  readonly store: CredentialStore
  readonly lock: SessionLock | undefined
  readonly lockTimeoutMs: number
  readonly clock: Clock
  readonly random: () => number
  readonly onFault: (fault: unknown) => void
}

/** What is to be renewed, and how far that has come. */
export interface Run {
  readonly credential: Credential | undefined
  /** What the session has now: it may have heard of another's credential meanwhile. */
  readonly present: () => Credential | undefined
  /** Whether another has renewed it meanwhile: what this run would show may be spent. */
  readonly isOvertaken: () => boolean
  /** How often the credential was shown before, and no answer seen. */
  readonly lostBefore: number
  /** How often it was shown now, and no answer seen. */
  lost: number
  /** Whether the hook is being asked: something may have left then. */
  isAsking: boolean
  /** Frees the lock, where there is one. */
  free: () => void
}

/** One refresh, from the lock to a credential: what is sent, how often, and why not. */
export async function runRefresh(
  run: Run,
  wire: FlightWire,
  parts: RunParts,
): Promise<Landing> {
  const { lock } = parts
  if (lock) run.free = await holdLock(lock, wire.signal, parts)
  // What was read at this very moment need not be read again, unless a lock was waited for.
  const isKnown = !lock && parts.store.readAt === parts.clock.now()
  const stored = isKnown ? undefined : storedMeanwhile(parts)
  const landing = isThenable(stored) ? await stored : stored
  if (wire.signal.aborted) {
    run.free()
    throw wire.signal.reason
  }
  return landing ?? attempts(run, wire, parts)
}

/** Asks the hook until it has a credential, or there is no use in asking again. */
async function attempts(run: Run, wire: FlightWire, parts: RunParts): Promise<Landing> {
  const { credential } = run
  const { clock, whenAnswerIsLost, isRejected } = parts
  const beganAt = clock.now()
  let hook = parts.refresh
  for (let retries = 0; ; ) {
    // Stryker disable next-line StringLiteral,ObjectLiteral: any but the other kinds.
    if (run.isOvertaken()) return { kind: 'overtaken' }
    const { send, last } = recorded(wire.send)
    const askedAt = clock.now()
    run.isAsking = true
    try {
      const given = await hook({ credential: credential ?? { accessToken: '' }, send })
      const answer = onThisClock(given, last().response, clock.now())
      const checked = mergeCredential(credential, answer, askedAt)
      wire.arrived()
      const stored = await storedMeanwhile(parts)
      const isSame = stored?.kind === 'found' && !isOfAnother(checked, stored.credential)
      // A session that somebody else has ended, or replaced, is not brought back.
      if (stored && !isSame) return stored
      const base = isSame ? stored.credential : run.present()
      return { kind: 'renewed', credential: mergeCredential(base, answer, askedAt) }
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
        const found = await storedMeanwhile(parts)
        return found?.kind === 'found' ? found : { kind: 'failed', failure }
      }
      run.isAsking = false
      const pauseMs = pauseBefore(retries, failure, clock.now() - beganAt, parts)
      if (pauseMs === undefined) return { kind: 'failed', failure }
      retries += 1
      await pause(pauseMs, clock, wire.signal)
      const stored = await storedMeanwhile(parts)
      if (stored !== undefined) return stored
    }
  }
}

/** How long to wait before the next retry, in ms; `undefined` where there is none. */
function pauseBefore(
  retries: number,
  { outcome, answer }: RefreshFailure,
  passedMs: number,
  { retries: { max, delayMs = 500, budgetMs = 8_000 }, clock, random }: RunParts,
): number | undefined {
  if (outcome !== 'transient' || retries >= max) return undefined
  const longest = delayMs * 2 ** retries
  const jittered = longest / 2 + (random() * longest) / 2
  const pauseMs = Math.max(jittered, retryAfterMs(answer, clock.now()))
  return passedMs + pauseMs <= budgetMs ? pauseMs : undefined
}

/** What somebody else did to the stored session, if anything. A failed read says nothing. */
function storedMeanwhile({
  store,
  onFault,
}: RunParts): Landing | undefined | Promise<Landing | undefined> {
  try {
    const reading = store.read()
    return isThenable(reading)
      ? Promise.resolve(reading).then(landingOf, onFault as () => undefined)
      : landingOf(reading)
  } catch (fault) {
    onFault(fault)
    return undefined
  }
}

function landingOf({
  kept,
  isNews,
}: Awaited<ReturnType<CredentialStore['read']>>): Landing | undefined {
  if (!isNews) return undefined
  return kept === undefined ? { kind: 'gone' } : { kind: 'found', credential: kept }
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
