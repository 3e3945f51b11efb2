import type { IncomingHttpHeaders } from 'node:http'
import { bearer } from './bearer'
import type { Rules } from './dispatch'
import type { Caller, Reply } from './serve'
import type { TokenFamilies } from './token-family'

/** How a backend with token families looks at `Authorization`. */
export interface FamilyGuard extends Pick<Rules, 'authorize'> {
  identify(headers: IncomingHttpHeaders): Caller | undefined
}

/** Lets valid access tokens in; every other is refused with `expired`. */
export function createFamilyGuard(tokens: TokenFamilies, expired: Reply): FamilyGuard {
  return {
    authorize({ headers }) {
      const access = tokens.inspect(bearer(headers) ?? '')
      return access?.state === 'valid' ? access.user : expired
    },
    identify(headers) {
      const access = tokens.inspect(bearer(headers) ?? '')
      return access && { user: access.user, tokenSerial: access.serial }
    },
  }
}
