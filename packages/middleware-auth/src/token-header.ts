import { bearer } from './bearer'
import { named } from './named'
import type { Authenticator } from './types'

/**
 * The token alone, in a header of its own: `B-T: <accessToken>`.
 *
 * @example
 * import { auth, tokenHeader } from '@allium/middleware-auth'
 *
 * client.use(auth({ session, authenticator: tokenHeader('B-T') }))
 *
 * @throws TypeError for an empty name.
 */
export function tokenHeader(header: string): Authenticator {
  return bearer({ header: named('tokenHeader', 'header', header), scheme: '' })
}
