import {
  aFunction,
  type Context,
  checkOptions,
  type LayerHost,
  type Mountable,
  type Next,
  replayable,
} from '@allium/core'
import { bearer } from './bearer'
import { engineOf, type Session } from './create-session'
import { recalled } from './escorts'
import { expiredOn } from './expired-on'
import { isAuthenticator } from './is-authenticator'
import { Judge } from './judge'
import type { Ticket } from './ticket'
import type {
  AuthEvents,
  Authenticator,
  AuthRequestOptions,
  Classifier,
  HoldEvents,
} from './types'

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
 * api.on('refresh', () => socket.reconnect(session.credential()))
 *
 * @throws TypeError for wrong options.
 */
export function auth(
  options: AuthOptions,
): Mountable<AuthRequestOptions, AuthEvents & HoldEvents> {
  const { session, authenticator, classify, maxReplays } = configure(options)
  const { gate, escorts, mounting } = session[engineOf]
  /** Kept with the request, which a layer outside may send again. */
  const place = Symbol('place')

  /** Whether the credential has no business with this request: then neither has its 401. */
  const isExempt = ({ request, options }: AuthContext) =>
    options.auth === false ||
    !mounting.allows(request.url) ||
    authenticator.isSuppliedBy(request)

  /** Runs what is inside until the answer is one to keep. */
  const runUntilGood = async (
    ctx: AuthContext,
    next: Next,
    ticket: Ticket,
    host: LayerHost,
  ): Promise<void> => {
    const unsigned = ctx.request
    for (let replays = 0; ; ) {
      let stamp = gate.admit(ticket)
      while (stamp === undefined) {
        host.emit('hold', { id: ctx.id, at: host.clock.now() })
        await gate.wait(ticket)
        stamp = gate.admit(ticket)
      }
      const judge = new Judge(classify, unsigned)
      try {
        const { credential } = stamp
        const signed = credential ? authenticator.attach(unsigned, credential) : unsigned
        const escort = escorts.of(ticket, stamp, judge)
        ctx.request = Object.assign({}, signed, { escort })
        await next()
        ctx.request = unsigned
        if (ctx.response === undefined) return
        ticket.answer = ctx.response
        ticket.attempt = ctx.attempt
        const verdict = judge.on(ctx.response)
        if (verdict === 'rejected') await gate.lookAgain(ticket, stamp)
        if (!gate.mustRepeat(ticket, stamp, verdict, replays < maxReplays)) return
        replays += 1
      } catch (error) {
        if (error !== recalled) throw error
      } finally {
        // However it ended: layers outside never see the credential.
        ctx.request = unsigned
        escorts.leave(ticket)
      }
    }
  }

  const run = async (ctx: AuthContext, next: Next, host: LayerHost): Promise<void> => {
    if (isExempt(ctx)) return next()
    mounting.settle(host)
    const state: Record<symbol, unknown> = ctx.state
    const before = state[place] as Place | undefined
    const ticket = ticketOf(ctx, before ?? { epoch: undefined, order: gate.nextOrder() })
    try {
      await runUntilGood(ctx, next, ticket, host)
    } finally {
      const { epoch, order } = ticket
      state[place] = { epoch, order } satisfies Place
    }
  }

  return {
    mount(host) {
      mounting.mount(host)
      return replayable(function auth(ctx: AuthContext, next: Next) {
        return run(ctx, next, host)
      })
    },
  }
}

type AuthContext = Context<AuthRequestOptions>

function configure(options: AuthOptions): Required<AuthOptions> {
  checkOptions(
    'auth',
    options,
    {
      session: [value => engineOf in Object(value), 'made by `createSession`'],
      authenticator: [isAuthenticator, 'an authenticator, `bearer()` say'],
      classify: aFunction,
      maxReplays: [
        value => Number.isInteger(value) && (value as number) > 0,
        'a whole number above 0',
      ],
    },
    ['session'],
  )
  const { authenticator = bearer(), classify = expiredOn(), maxReplays = 1 } = options
  return { session: options.session, authenticator, classify, maxReplays }
}

/** The session that a request belongs to, and its place among others. */
type Place = Pick<Ticket, 'epoch' | 'order'>

function ticketOf(
  { request, attempt, signal }: AuthContext,
  { epoch, order }: Place,
): Ticket {
  return { request, attempt, signal, order, answer: undefined, epoch }
}
