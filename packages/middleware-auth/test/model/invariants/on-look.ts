import type { Ledger } from '../ledger'
import { ownerOf } from '../tokens'
import { check, type Invariant } from './check'

/** A cleared session never comes back, and nobody comes in its place unasked. */
function clearedStaysCleared(token: string | undefined, { current, ended }: Ledger) {
  if (token === undefined || ownerOf(token) === current) return
  const what = ended.has(ownerOf(token)) ? 'which is over' : 'which is none'
  return `the session shows ${token}, ${what}; signed in is ${current ?? 'nobody'}`
}

/** A session that nobody has ended is there. */
function sessionIsKept(token: string | undefined, { current, isKnown }: Ledger) {
  if (token !== undefined || current === undefined || !isKnown) return
  return `${current} is gone, and nothing has ended it`
}

/** Of two answers that bring the next token, that of the later request has the newer. */
function newestTokenWins(token: string | undefined, ledger: Ledger) {
  const { newest, issuedBy, landed } = ledger
  // A refresh begins anew, whatever was before.
  if (token === undefined || landed.has(token)) return
  const order = issuedBy.get(token) ?? -1
  return order < newest ? `${token} of #${order} replaces one of #${newest}` : undefined
}

const onLook: ReadonlyArray<Invariant<string | undefined>> = [
  clearedStaysCleared,
  sessionIsKept,
  newestTokenWins,
]

/** Looks at the credential that the session shows, without making it read its storage. */
export function look(ledger: Ledger): void {
  const { hasFailedRead, loads } = ledger.sight.storage()
  if (!ledger.hasRead && (hasFailedRead || loads === 0)) return
  const token = ledger.sight.token()
  const owner = token === undefined ? undefined : ownerOf(token)
  noteNewcomer(ledger, token, owner)
  check(onLook, token, ledger)
  if (token === undefined || owner !== ledger.current) return
  ledger.isKnown = true
  ledger.hasRead = true
  ledger.newest = Math.max(ledger.newest, ledger.issuedBy.get(token) ?? -1)
}

/** A login by code may have signed somebody in. */
function noteNewcomer(ledger: Ledger, token?: string, owner?: string): void {
  if (token === undefined || owner === undefined) return
  const { current, setup, landed, ended } = ledger
  const isFromNothing = current === undefined && setup.renewal === 'code'
  if (isFromNothing && landed.has(token) && !ended.has(owner)) ledger.begin(owner)
}
