import {
  aFunction,
  anObject,
  aText,
  checkOptions,
  type Layer,
  type OptionRules,
  type SendOptions,
} from '@allium/core'
import { isAuthenticator } from './is-authenticator'
import type { IsRejected } from './refresh-outcome'
import type { SessionOptions } from './session-options'
import type {
  Authenticator,
  Credential,
  CredentialReader,
  NewCredential,
  Send,
} from './types'

/** What a session's options say of its refresh: to be spread into `createSession`. */
export type RefreshStrategy = Pick<
  SessionOptions,
  'refresh' | 'fromNothing' | 'isRejected'
>

/** What every strategy is told. */
export interface RefreshRequest {
  /** Where the credential is to be had; joined with the client's base URL. */
  readonly url: string
  /** Takes the credential from the answer. */
  readonly read: CredentialReader
  /** @default 'POST', and 'GET' for `anonymous` */
  readonly method?: string | undefined
  /** Answers that end the session, beside 401, 403 and `invalid_grant`. */
  readonly isRejected?: IsRejected | undefined
}

/** What `refreshByToken` is told. */
export interface RefreshTokenRequest extends RefreshRequest {
  /** The body's field for the refresh token. @default 'refreshToken' */
  readonly field?: string | undefined
  /** For servers that want the old access token as well. @default not sent */
  readonly sign?: Authenticator | undefined
}

/**
 * A refresh token buys the next access token.
 *
 * @example
 * import { createSession, fromBody, refreshByToken } from '@allium/middleware-auth'
 *
 * const session = createSession({
 *   ...refreshByToken({ url: '/refresh-token', read: fromBody('accessToken') }),
 * })
 *
 * @throws TypeError for wrong options.
 */
export function refreshByToken(options: RefreshTokenRequest): RefreshStrategy {
  const anAuthenticator: OptionRules[string] = [isAuthenticator, 'an authenticator']
  check('refreshByToken', options, { field: aText, sign: anAuthenticator })
  const { field = 'refreshToken', sign } = options
  return strategy(options, false, (send, credential) =>
    send({
      method: 'POST',
      data: { [field]: credential.refreshToken },
      ...(sign && { layers: [signed(sign, credential)] }),
    }),
  )
}

/** What `loginByCode` is told. */
export interface LoginByCodeRequest extends RefreshRequest {
  /** Gets a fresh code, for each refresh one: `wxLogin()`, say. */
  readonly code: () => string | Promise<string>
  /** The body's field for the code. @default 'code' */
  readonly field?: string | undefined
}

/**
 * The host vouches for the user: a code that can be used once becomes a session.
 *
 * @example
 * import { createSession, fromHeader, loginByCode } from '@allium/middleware-auth'
 * import { wxLogin } from '@allium/transport-wx'
 *
 * const session = createSession({
 *   ...loginByCode({ url: '/login', code: wxLogin(), read: fromHeader('B-T') }),
 * })
 *
 * @throws TypeError for wrong options.
 */
export function loginByCode(options: LoginByCodeRequest): RefreshStrategy {
  check('loginByCode', options, { field: aText, code: aFunction }, ['code'])
  const { field = 'code', code } = options
  return strategy(options, true, async send =>
    send({ method: 'POST', data: { [field]: await code() } }),
  )
}

/**
 * A cookie that no script can read buys the next access token; the host sends it along.
 *
 * @example
 * import { createSession, fromCookie, refreshByCookie } from '@allium/middleware-auth'
 *
 * const session = createSession({
 *   ...refreshByCookie({ url: '/token/refresh', read: fromCookie('access_token') }),
 * })
 *
 * @throws TypeError for wrong options.
 */
export function refreshByCookie(options: RefreshRequest): RefreshStrategy {
  check('refreshByCookie', options, {})
  return strategy(options, true, send => send({ method: 'POST' }))
}

/** What `anonymous` is told. */
export interface AnonymousRequest extends RefreshRequest {
  /** The app's own name and password, say, as query parameters. */
  readonly query?: object | undefined
  /** The same, as the body. */
  readonly data?: unknown
}

/**
 * The app has a credential of its own, whoever uses it.
 *
 * @example
 * import { anonymous, createSession, fromBody } from '@allium/middleware-auth'
 *
 * const read = fromBody({ accessToken: 'access_token', expiresIn: 'expires_in' })
 * const query = { username: 'app', password: '…' }
 * const session = createSession({ ...anonymous({ url: '/token', query, read }) })
 *
 * @throws TypeError for wrong options.
 */
export function anonymous(options: AnonymousRequest): RefreshStrategy {
  check('anonymous', options, {
    query: anObject,
    data: [value => value !== null, 'the body'],
  })
  const { query, data } = options
  const asked = { ...(query && { query }), ...(data !== undefined && { data }) }
  return strategy(options, true, send => send({ method: 'GET', ...asked }))
}

type Ask = (
  send: (more: Omit<SendOptions, 'url' | 'signal'>) => ReturnType<Send>,
  credential: Credential,
) => ReturnType<Send>

/** Sends, and reads the answer; what it lacks is for the session to find. */
function strategy(
  { url, method, read, isRejected }: RefreshRequest,
  fromNothing: boolean,
  ask: Ask,
): RefreshStrategy {
  return {
    fromNothing,
    ...(isRejected && { isRejected }),
    refresh: async ({ credential, send }) => {
      const asked = { url, ...(method && { method }) }
      const answer = await ask(more => send({ ...more, ...asked }), credential)
      return read(answer) as NewCredential
    },
  }
}

/** Innermost, so that no layer's default overrides it. */
function signed(sign: Authenticator, credential: Credential): Layer {
  return (ctx, next) => {
    ctx.request = sign.attach(ctx.request, credential)
    return next()
  }
}

function check(
  factory: string,
  options: RefreshRequest,
  rules: OptionRules,
  needed: readonly string[] = [],
): void {
  checkOptions(
    factory,
    options,
    { url: aText, read: aFunction, method: aText, isRejected: aFunction, ...rules },
    ['url', 'read', ...needed],
  )
}
