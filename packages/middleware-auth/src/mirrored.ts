import { isAuthenticator } from './is-authenticator'
import type { Authenticator } from './types'

/**
 * The same credential in several places.
 *
 * @example
 * import { auth, bearer, mirrored, tokenHeader } from '@allium/middleware-auth'
 *
 * const authenticator = mirrored(bearer(), tokenHeader('X-Token'))
 * client.use(auth({ session, authenticator }))
 *
 * @throws TypeError for what is no authenticator.
 */
export function mirrored(...authenticators: readonly Authenticator[]): Authenticator {
  if (authenticators.length === 0 || !authenticators.every(isAuthenticator)) {
    throw new TypeError('[mirrored] takes authenticators, `bearer()` say')
  }
  return {
    isSuppliedBy: request => authenticators.some(each => each.isSuppliedBy(request)),
    attach: (request, credential) =>
      authenticators.reduce((signed, each) => each.attach(signed, credential), request),
  }
}
