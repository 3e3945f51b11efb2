import type { Authenticator } from './types'

/**
 * `Authorization: Bearer <accessToken>`.
 *
 * @example
 * import { auth, bearer } from '@allium/middleware-auth'
 *
 * client.use(auth({ session, authenticator: bearer({ header: 'X-Token', scheme: '' }) }))
 */
export function bearer({
  header = 'Authorization',
  scheme = 'Bearer',
}: {
  /** @default 'Authorization' */
  readonly header?: string
  /** What stands before the token; `''` for the token alone. @default 'Bearer' */
  readonly scheme?: string
} = {}): Authenticator {
  const name = header.toLowerCase()
  const prefix = scheme === '' ? '' : `${scheme} `
  return {
    isSuppliedBy: request => request.headers[name] !== undefined,
    attach: (request, { accessToken }) => ({
      ...request,
      headers: { ...request.headers, [name]: prefix + accessToken },
    }),
  }
}
