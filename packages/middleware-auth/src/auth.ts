import {
  aFunction,
  type Context,
  checkOptions,
  type Mountable,
  type Next,
  replayable,
} from '@allium/core'
import { bearer } from './bearer'
import { engineOf, type Session } from './create-session'
import { expiredOn } from './expired-on'
import type { Ticket } from './session-engine'
import type { AuthEvents, Authenticator, AuthRequestOptions, Classifier } from './types'

/** What the layer is made of. */
export interface AuthOptions {
  readonly session: Session
  /** How the credential travels. @default bearer() */
  readonly authenticator?: Authenticator
  /** What an answer says of the credential. @default expiredOn(): status 401 */
  readonly classify?: Classifier
  /** How often one request is sent again after a refresh. @default 1 */
  readonly maxReplays?: number
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
 * api.on('logout', () => wx.reLaunch({ url: '/pages/login/login' }))
 *
 * @throws TypeError for wrong options.
 */
export function auth(options: AuthOptions): Mountable<AuthRequestOptions, AuthEvents> {
  checkOptions(
    'auth',
    options,
    {
      session: [value => engineOf in Object(value), 'made by `createSession`'],
      authenticator: [
        value => typeof (value as Authenticator)?.attach === 'function',
        'an authenticator, `bearer()` say',
      ],
      classify: aFunction,
      maxReplays: [
        value => Number.isInteger(value) && (value as number) > 0,
        'a whole number above 0',
      ],
    },
    ['session'],
  )
  const {
    session,
    authenticator = bearer(),
    classify = expiredOn(),
    maxReplays = 1,
  } = options
  const { engine, mounting } = session[engineOf]

  /** Whether the credential has no business with this request: then neither has its 401. */
  const isExempt = ({ request, options }: Context<AuthRequestOptions>) =>
    options.auth === false ||
    !mounting.allows(request.url) ||
    authenticator.isSuppliedBy(request)

  const layer = replayable(async function auth(
    ctx: Context<AuthRequestOptions>,
    next: Next,
  ) {
    if (isExempt(ctx)) return next()
    const unsigned = ctx.request
    const ticket = ticketOf(ctx)
    for (let replays = 0; ; replays += 1) {
      let stamp = engine.admit(ticket)
      while (stamp === undefined) {
        await engine.wait(ticket)
        stamp = engine.admit(ticket)
      }
      ctx.request = stamp.credential
        ? authenticator.attach(unsigned, stamp.credential)
        : unsigned
      try {
        await next()
      } finally {
        // Layers outside never see the token.
        ctx.request = unsigned
      }
      if (ctx.response === undefined) return
      ticket.answer = ctx.response
      ticket.attempt = ctx.attempt
      const verdict = classify(ctx.response, unsigned)
      if (!engine.mustRepeat(ticket, stamp, verdict, replays < maxReplays)) return
    }
  })

  return {
    mount(host) {
      mounting.mount(host)
      return layer
    },
  }
}

function ticketOf({ request, attempt, signal }: Context<AuthRequestOptions>): Ticket {
  return { request, attempt, signal, answer: undefined, epoch: undefined }
}
