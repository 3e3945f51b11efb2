import { isRequestError } from '@allium/core'
import { isAuthError } from '@allium/middleware-auth'
import { type Asked, isOpen, type Ledger } from '../ledger'
import { tellsToken } from '../tokens'
import type { Invariant } from './check'

const codeOf = ({ result }: Asked): string | undefined =>
  isRequestError(result) ? result.code : undefined

/** Nothing fails but by an error that says what happened. */
function typedErrors(asked: Asked) {
  const { name, kind, state, result } = asked
  if (state !== 'rejected') return
  const isTyped = kind === 'refresh' ? isAuthError(result) : isRequestError(result)
  const isFault = kind === 'other' || codeOf(asked) === 'invalid'
  return isTyped && !isFault ? undefined : `${name} fails with ${result}`
}

/** No error tells a token. */
function errorsTellNoToken({ name, state, result }: Asked) {
  if (state !== 'rejected' || !tellsToken(result)) return
  return `the error of ${name} tells a token`
}

/** A call resolves with the answer to what was sent for it last. */
function ownAnswer({ name, kind, state, result, sent }: Asked) {
  if (state !== 'resolved' || kind === 'refresh' || kind === 'other') return
  const { order, status } = sent[sent.length - 1] ?? {}
  const { data } = result as { readonly data?: { readonly order?: number } }
  if (status === 200 && data?.order === order) return
  return `${name} resolves with an answer that is not its own`
}

/** Nor with what came when its session was over. */
function noAnswerOfThePast(asked: Asked) {
  const { name, kind, state, sent } = asked
  if (kind !== 'request' || !sent[sent.length - 1]?.isOfThePast) return
  const isTold = state === 'resolved' || codeOf(asked) === 'status'
  return isTold ? `${name} gets the answer of a session that is over` : undefined
}

/** Nobody is told that a session has ended which goes on. */
function nobodyGivenUpForNothing(asked: Asked, { current }: Ledger) {
  const { name, session, result } = asked
  if (session === undefined || session !== current || !isAuthError(result)) return
  if (!result.sessionEnded || result.code === 'disposed') return
  return `${name} is given up as ${result.code}, and ${session} goes on`
}

/** Who asked for no credential hears nothing of sessions. */
function exemptIsLeftAlone({ name, kind, result }: Asked) {
  if (kind !== 'exempt' || !isAuthError(result)) return
  return `${name} is exempt, and fails with ${result}`
}

/** One deadline spans hold, refresh and replay. */
function withinDeadline({ name, at, deadline }: Asked, { now }: Ledger) {
  if (deadline === 0 || now - at <= deadline) return
  return `${name} settles after ${now - at} ms, not ${deadline}`
}

/** What holds when something that was asked for settles. */
export const onSettle: ReadonlyArray<Invariant<Asked>> = [
  typedErrors,
  errorsTellNoToken,
  ownAnswer,
  noAnswerOfThePast,
  nobodyGivenUpForNothing,
  exemptIsLeftAlone,
  withinDeadline,
]

/** Who has aborted waits no longer. */
function abortIsAtOnce(_: unknown, { asked }: Ledger) {
  const late = asked.find(({ isAborted, state }) => isAborted && state === 'pending')
  return late && `${late.name} is aborted, and still pending`
}

/** Nor does who is held, when the session ends. What is on the wire, or in the host, may. */
function heldEndsWithItsSession(_: unknown, { asked, ended, setup }: Ledger) {
  if (setup.slots > 0) return
  const late = asked.find(
    ({ session, state, sent }) =>
      state === 'pending' && session && ended.has(session) && !sent.some(isOpen),
  )
  return late && `${late.name} still waits for ${late.session}, which is over`
}

/** What holds when all microtasks have run. */
export const onTurn: ReadonlyArray<Invariant<undefined>> = [
  abortIsAtOnce,
  heldEndsWithItsSession,
]
