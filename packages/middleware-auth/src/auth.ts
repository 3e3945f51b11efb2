import {
  aCount,
  aFunction,
  checkOptions,
  type Layer,
  type Mountable,
  replayable,
} from '@allium/core'
import { bearer } from './bearer'
import { engineOf, type Session } from './create-session'
import { expiredOn } from './expired-on'
import { isAuthenticator } from './is-authenticator'
import type { AuthContext, AuthTools, Place } from './request-gate'
import { nextOrder } from './session-changes'
import type { SessionEngine } from './session-parts'
import { Ticket } from './ticket'
import type {
  AuthEvents,
  Authenticator,
  AuthRequestOptions,
  Classifier,
  HoldEvents,
} from './types'

/** What the layer is made of. */
export interface AuthOptions {
  /** Whose requests these are; several clients may share one. */
  readonly session: Session
  /** How the credential travels. @default bearer() */
  readonly authenticator?: Authenticator | undefined
  /** What an answer says of the credential. @default expiredOn(): status 401 */
  readonly classify?: Classifier | undefined
  /** How often one request is sent again after a refresh. @default 1 */
  readonly maxReplays?: number | undefined
}

/**
 * Signs requests with the session's credential, and when it has expired holds them,
 * refreshes once for all, and sends them again.
 *
 * Put it inside `loading` and outside `headers`: what is inside is run again.
 *
 * @example
 * import { auth } from '@allium/middleware-auth'
 *
 * const api = client.use(auth({ session })).use(headers({ 'X-App': 'shop' }))
 * api.on('refresh', () => socket.reconnect(session.credential()))
 *
 * @throws TypeError for wrong options.
 */
export function auth(
  options: AuthOptions,
): Mountable<AuthRequestOptions, AuthEvents & HoldEvents> {
  const parts = configure(options)
  const { session, authenticator } = parts
  const { mounting } = session
  const key = Symbol('place')

  /** Whether the credential has no business with this request: then neither has its 401. */
  const isExempt = ({ request, options }: AuthContext) =>
    options.auth === false ||
    !mounting.allows(request.url) ||
    authenticator.isSuppliedBy(request)

  return {
    mount(host) {
      mounting.mount(host)
      const tools: AuthTools = { ...parts, host }
      // A method keeps its name, whatever a bundler makes of it.
      const named: { auth: Layer<AuthRequestOptions, AuthEvents & HoldEvents> } = {
        auth(ctx, next) {
          if (isExempt(ctx)) return next()
          mounting.settle(host)
          const state: { [key]?: Place } = ctx.state
          const place = state[key] || { epoch: undefined, order: nextOrder(session) }
          state[key] = place
          const ticket = new Ticket(tools, ctx, next, place)
          // What is sent while those that wait are let go stands behind them.
          const isBehind = session.held.isLettingGo()
          return isBehind ? Promise.resolve().then(() => ticket.go()) : ticket.go()
        },
      }
      return replayable(named.auth)
    },
  }
}

function configure(options: AuthOptions): Omit<AuthTools, 'host'> {
  checkOptions(
    'auth',
    options,
    {
      session: [value => Boolean(engineOf(value)), 'made by `createSession`'],
      authenticator: [isAuthenticator, 'an authenticator, `bearer()` say'],
      classify: aFunction,
      maxReplays: aCount,
    },
    ['session'],
  )
  const { authenticator = bearer(), classify = expiredOn(), maxReplays = 1 } = options
  const session = engineOf(options.session) as SessionEngine
  return { session, authenticator, classify, maxReplays }
}
