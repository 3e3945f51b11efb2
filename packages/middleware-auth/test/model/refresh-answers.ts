import type { Response } from '@allium/core'
import type { NewCredential } from '@allium/middleware-auth'
import type { Outcome } from './commands'
import type { Sent } from './ledger'
import type { Setup } from './setup'
import { type Mint, ownerOf } from './tokens'

const statuses: Readonly<Record<Exclude<Outcome, 'lost' | 'unsent'>, number>> = {
  renewed: 200,
  kept: 200,
  empty: 200,
  stranger: 200,
  unauthorized: 401,
  forbidden: 403,
  'invalid-grant': 400,
  down: 503,
  busy: 429,
  refused: 422,
}

/** The credential of an answer, where it has one. */
export function bodyOf(
  outcome: Outcome,
  { token }: Sent,
  mint: Mint,
  { subjects }: Setup,
): Partial<NewCredential> {
  const session = token === undefined ? mint.session('W') : ownerOf(token)
  if (outcome === 'renewed') return mint.credential(session, false)
  if (outcome === 'kept') return mint.credential(session, true)
  // Whoever comes where nobody was is no stranger.
  const isStranger = outcome === 'stranger' && subjects && token !== undefined
  return isStranger ? mint.credential(mint.session('X'), false) : {}
}

/** What a refresh is answered with, and whether that is good for anything. */
export function refreshResponse(
  outcome: Exclude<Outcome, 'lost' | 'unsent'>,
  body: Partial<NewCredential>,
  askedMs: number,
): Pick<Response, 'status' | 'data' | 'headers'> & { readonly isGood: boolean } {
  return {
    isGood: outcome === 'renewed' || outcome === 'kept',
    status: statuses[outcome],
    data: outcome === 'invalid-grant' ? { error: 'invalid_grant' } : body,
    headers: outcome === 'busy' ? { 'retry-after': `${askedMs / 1_000}` } : {},
  }
}
