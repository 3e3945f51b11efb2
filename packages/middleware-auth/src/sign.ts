import { type Draft, draftOf, type Escort, type Request } from '@allium/core'
import type { Authenticator, Credential } from './types'

/** A request as it goes on inside: with its credential, where it has one, and its escort. */
export function sign(
  request: Request,
  credential: Credential | undefined,
  authenticator: Authenticator,
  escort: Escort,
): Draft {
  const draft = draftOf(credential ? authenticator.attach(request, credential) : request)
  draft.escort = escort
  return draft
}
