import { aFunction, checkOptions } from '@allium/core'
import { canBeCode, fieldOf, parsed } from './body-field'
import type { Classifier } from './types'

/** Which answers say "expired". */
export interface ExpiredOnOptions {
  /** @default [401] */
  readonly statuses?: readonly number[] | undefined
  /** Values of the body's code, each type by itself. @default [] */
  readonly codes?: ReadonlyArray<string | number> | undefined
  /** Where the body has its code; `error.code` is a field of a field. @default 'code' */
  readonly codeField?: string | undefined
  /** Where the code alone does not say it: `true` for a body that means something else. */
  readonly unless?: ((body: unknown) => boolean) | undefined
}

/**
 * Reads "expired" from the `WWW-Authenticate` of the answer, where it has one (RFC 6750
 * §3.1), else from the HTTP status and from a code in the body. Values are compared as they
 * are: `'0002'` is not 2, and 408 in a body is not the status 408.
 *
 * @example
 * import { auth, expiredOn } from '@allium/middleware-auth'
 *
 * client.use(auth({ session, classify: expiredOn({ codes: [408, '408'] }) }))
 *
 * @throws TypeError for wrong options.
 */
export function expiredOn(options: ExpiredOnOptions = {}): Classifier {
  checkOptions('expiredOn', options, {
    statuses: [
      value => Array.isArray(value) && value.every(Number.isInteger),
      'a list of numbers',
    ],
    codes: [value => Array.isArray(value) && value.every(canBeCode), 'a list of codes'],
    codeField: [value => typeof value === 'string', 'the name of a field'],
    unless: aFunction,
  })
  const { statuses = [401], codes = [], codeField = 'code', unless } = options
  return ({ status, data, headers }) => {
    // What the server says is wrong with the credential, where it says so by the RFC.
    // Stryker disable next-line StringLiteral,ArrayDeclaration: any that hold no challenge.
    const [, challenge] = challenges.exec(headers['www-authenticate'] || '') || []
    if (challenge)
      return challenge.toLowerCase() === 'invalid_token' ? 'expired' : 'other'
    if (statuses.includes(status)) return 'expired'
    if (codes.length > 0) {
      const body = parsed(data)
      const isCode = codes.includes(fieldOf(body, codeField) as string)
      if (isCode && !unless?.(body)) return 'expired'
    }
    return status >= 200 && status < 300 ? 'ok' : 'other'
  }
}

const challenges =
  /(?:^|[\s,])error\s*=\s*"?(invalid_token|insufficient_scope|invalid_request)\b/i
