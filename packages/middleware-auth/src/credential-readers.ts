import { checkOptions, type Response } from '@allium/core'
import { fieldOf } from './body-field'
import { isText } from './is-text'
import { isCredential } from './merge-credential'
import { named } from './named'
import type { CredentialReader, NewCredential } from './types'

/** Where a body has the parts of a credential; `data.token` is a field of a field. */
export interface BodyFields {
  readonly accessToken: string
  /** Left out where the answer brings none: the old one stays. */
  readonly refreshToken?: string
  /** A lifetime. */
  readonly expiresIn?: string
  /** An instant since 1970. */
  readonly expiresAt?: string
  /** Whose it is. */
  readonly subject?: string
}

const parts = ['accessToken', 'refreshToken', 'expiresIn', 'expiresAt', 'subject']

/**
 * Takes the credential from the body; the name of one field is that of the access token.
 *
 * @example
 * import { fromBody } from '@allium/middleware-auth'
 *
 * const oauth = fromBody(
 *   { accessToken: 'access_token', refreshToken: 'refresh_token', expiresIn: 'expires_in' },
 *   { unit: 's' },
 * )
 *
 * @throws TypeError for wrong options.
 */
export function fromBody(
  fields: string | BodyFields,
  options: {
    /** Of lifetimes and instants; OAuth's are seconds. @default 'ms' */
    readonly unit?: 'ms' | 's' | undefined
  } = {},
): CredentialReader<Partial<NewCredential>> {
  const paths = Object.entries(
    typeof fields === 'string' ? { accessToken: fields } : Object(fields),
  )
  const wrong = paths.find(([part, path]) => !parts.includes(part) || !isText(path))
  if (wrong || !paths.some(([part]) => part === 'accessToken')) {
    const fact = wrong ? `not \`${wrong[0]}\`` : 'one for `accessToken`'
    throw new TypeError(`[fromBody] takes the names of the fields, ${fact}`)
  }
  checkOptions('fromBody', options, {
    unit: [value => value === 'ms' || value === 's', 'ms or s'],
  })
  const factor = options.unit === 's' ? 1_000 : 1
  return ({ data }) => {
    const found: Record<string, unknown> = {}
    for (const [part, path] of paths) {
      const value = fieldOf(data, path as string)
      const isTime = part.startsWith('expires') && typeof value === 'number'
      if (value !== undefined && value !== null) {
        found[part] = isTime ? value * factor : value
      }
    }
    return present(found)
  }
}

/**
 * Takes the token from a header of the answer, in any letter case.
 *
 * @example
 * import { fromHeader, singleUse } from '@allium/middleware-auth'
 *
 * const lane = singleUse(fromHeader('B-T'))
 *
 * @throws TypeError for an empty name.
 */
export function fromHeader(header: string): CredentialReader<Partial<NewCredential>> {
  const name = named('fromHeader', 'header', header).toLowerCase()
  return ({ headers }) => present({ accessToken: headers[name] })
}

/**
 * Takes the token from a `Set-Cookie` of the answer. A page in a browser sees no
 * `Set-Cookie`: give `jar`, which reads what a script may see.
 *
 * @example
 * import { fromCookie } from '@allium/middleware-auth'
 *
 * const inMiniProgram = fromCookie('JSESSIONID')
 * const inBrowser = fromCookie('access_token', { jar: () => document.cookie })
 *
 * @throws TypeError for an empty name, or wrong options.
 */
export function fromCookie(
  cookie: string,
  options: { readonly jar?: (() => string) | undefined } = {},
): CredentialReader<Partial<NewCredential>> {
  const prefix = `${named('fromCookie', 'cookie', cookie)}=`
  checkOptions('fromCookie', options, {
    jar: [value => typeof value === 'function', 'a function that gives all cookies'],
  })
  return ({ cookies }) => {
    const pairs = options.jar?.().split(/;\s*/) ?? cookies
    // Of one that is set twice, the last counts.
    const found = [...pairs].reverse().find(pair => pair.startsWith(prefix))
    if (found && /;\s*(max-age=\s*(0|-)|expires=[^;]*\b1970\b)/i.test(found))
      return undefined
    return present({ accessToken: found?.slice(prefix.length).split(';', 1)[0] })
  }
}

/** What the first finds that finds a token. */
export function firstOf(
  ...readers: readonly CredentialReader[]
): CredentialReader<Partial<NewCredential>> {
  if (readers.length === 0 || readers.some(read => typeof read !== 'function')) {
    throw new TypeError('[firstOf] takes readers, `fromHeader(…)` say')
  }
  return (response: Response) => {
    for (const read of readers) {
      const found = read(response)
      if (isCredential(found)) return found
    }
    return undefined
  }
}

/** An empty or missing token is none. */
function present(found: {
  readonly accessToken?: unknown
}): Partial<NewCredential> | undefined {
  const { accessToken } = found
  const isMissing = accessToken === undefined || accessToken === ''
  return isMissing ? undefined : (found as Partial<NewCredential>)
}
