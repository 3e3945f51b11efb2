import { isRequestError } from '@allium/core'
import { isAuthError } from '@allium/middleware-auth'
import type { Asked, Ledger } from './ledger'
import type { Invariant } from './on-send'

const codeOf = ({ result }: Asked): string | undefined =>
  isRequestError(result) ? result.code : undefined

/** Nothing fails but by an error that says what happened. */
function typedErrors(asked: Asked) {
  const { name, kind, state, result } = asked
  if (state !== 'rejected') return
  const isTyped = kind === 'refresh' ? isAuthError(result) : isRequestError(result)
  const isFault = codeOf(asked) === 'invalid' || kind === 'other'
  return isTyped && !isFault ? undefined : `${name} fails with ${result}`
}

/** A call resolves with the answer to what was sent for it last. */
function ownAnswer({ name, kind, state, result, sent }: Asked) {
  if (state !== 'resolved' || kind === 'refresh' || kind === 'other') return
  const { order, status } = sent[sent.length - 1] ?? {}
  const { data } = result as { readonly data?: { readonly order?: number } }
  return status === 200 && data?.order === order
    ? undefined
    : `${name} resolves with an answer that is not its own`
}

/** Nor with what came when its session was over. */
function noAnswerOfThePast(asked: Asked) {
  const { name, kind, state, sent } = asked
  const last = sent[sent.length - 1]
  if (kind !== 'request' || last?.isOfThePast !== true) return
  const isTold = state === 'resolved' || codeOf(asked) === 'status'
  return isTold ? `${name} gets the answer of a session that is over` : undefined
}

/** Nobody is given up for a session that goes on. */
function nobodyGivenUpForNothing(asked: Asked, { current }: Ledger) {
  const { name, session } = asked
  const codes = ['session-changed', 'expired', 'refresh-rejected']
  return session !== undefined && session === current && codes.includes(`${codeOf(asked)}`)
    ? `${name} is given up as ${codeOf(asked)}, and ${session} goes on`
    : undefined
}

/** Who asked for no credential hears nothing of sessions. */
function exemptIsLeftAlone({ name, kind, result }: Asked) {
  const isTouched = kind === 'exempt' && isAuthError(result)
  return isTouched ? `${name} is exempt, and fails with ${result}` : undefined
}

/** One deadline spans hold, refresh and replay. */
function withinDeadline({ name, at, deadline }: Asked, { now }: Ledger) {
  return deadline === 0 || now - at <= deadline
    ? undefined
    : `${name} settles after ${now - at} ms, not ${deadline}`
}

/** What holds when something that was asked for settles. */
export const onSettle: ReadonlyArray<Invariant<Asked>> = [
  typedErrors,
  ownAnswer,
  noAnswerOfThePast,
  nobodyGivenUpForNothing,
  exemptIsLeftAlone,
  withinDeadline,
]
