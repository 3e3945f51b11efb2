import { checkOptions, draftOf } from '@allium/core'
import { isText } from './is-text'
import type { Authenticator } from './types'

/** Where the token stands. */
export interface BearerOptions {
  /** @default 'Authorization' */
  readonly header?: string | undefined
  /** What stands before the token; `''` for the token alone. @default 'Bearer' */
  readonly scheme?: string | undefined
}

/**
 * `Authorization: Bearer <accessToken>`.
 *
 * @example
 * import { auth, bearer } from '@allium/middleware-auth'
 *
 * client.use(auth({ session, authenticator: bearer({ header: 'X-Token', scheme: '' }) }))
 *
 * @throws TypeError for wrong options.
 */
export function bearer(options: BearerOptions = {}): Authenticator {
  checkOptions('bearer', options, {
    header: [isText, 'the name of a header'],
    scheme: [value => typeof value === 'string', 'a text'],
  })
  const { header = 'Authorization', scheme = 'Bearer' } = options
  const name = header.toLowerCase()
  const prefix = scheme === '' ? '' : `${scheme} `
  return {
    // Who refuses the field, by `null`, has said what it is to be as well.
    // Stryker disable next-line ArrayDeclaration: any list will do that names no field.
    isSuppliedBy: ({ headers, withheld = [] }) =>
      headers[name] !== undefined || withheld.includes(name),
    attach(request, { accessToken }) {
      const headers: Record<string, string> = Object.assign({}, request.headers)
      headers[name] = prefix + accessToken
      const signed = draftOf(request)
      signed.headers = headers
      return signed
    },
  }
}
