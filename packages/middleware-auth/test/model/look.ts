import { check } from './broken'
import type { Ledger } from './ledger'
import { onLook } from './on-session'
import { ownerOf } from './tokens'

/** Looks at the credential that the session shows, without making it read its storage. */
export function look(ledger: Ledger): void {
  const { hasFailedRead, loads } = ledger.tools.storage()
  if (!ledger.hasRead && (hasFailedRead || loads === 0)) return
  see(ledger, ledger.tools.token())
}

/** Notes what has been seen. */
function see(ledger: Ledger, token: string | undefined): void {
  const owner = token === undefined ? undefined : ownerOf(token)
  const isFromNothing = ledger.current === undefined && ledger.setup.renewal === 'code'
  if (isFromNothing && token !== undefined && owner !== undefined) {
    // A login by code has signed somebody in.
    if (ledger.landed.has(token) && !ledger.ended.has(owner)) ledger.begin(owner, false)
  }
  check(onLook, token, ledger)
  if (token === undefined || owner !== ledger.current) return
  ledger.isKnown = true
  ledger.hasRead = true
  ledger.newest = Math.max(ledger.newest, ledger.issuedBy.get(token) ?? -1)
}
