import {
  aFunction,
  type Context,
  checkOptions,
  type Escort,
  invalidUse,
  type LayerHost,
  type Mountable,
  type Next,
  type Request,
  type Response,
  replayable,
} from '@allium/core'
import { bearer } from './bearer'
import { engineOf, type Session } from './create-session'
import { recalled } from './escorts'
import { expiredOn } from './expired-on'
import { isAuthenticator } from './is-authenticator'
import type { Stamp } from './session-decisions'
import type { Ticket } from './ticket'
import type {
  AuthEvents,
  Authenticator,
  AuthRequestOptions,
  Classifier,
  HoldEvents,
  Verdict,
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

  const tickets = new WeakMap<AuthContext, Ticket>()

  /** Whether the credential has no business with this request: then neither has its 401. */
  const isExempt = ({ request, options }: Context<AuthRequestOptions>) =>
    options.auth === false ||
    !mounting.allows(request.url) ||
    authenticator.isSuppliedBy(request)

  /** Each answer is judged once, unless a layer inside makes another of it. */
  const judge = (request: Request) => {
    let last: { readonly answer: Response; readonly verdict: Verdict } | undefined
    return (answer: Response): Verdict => {
      if (last?.answer !== answer) {
        last = { answer, verdict: verdictOf(classify, answer, request) }
      }
      return last.verdict
    }
  }

  /** Runs what is inside with the credential on; layers outside never see it. */
  const runSigned = async (
    ctx: AuthContext,
    unsigned: Request,
    escort: Escort,
    { credential }: Stamp,
    next: Next,
  ) => {
    const signed = credential ? authenticator.attach(unsigned, credential) : unsigned
    ctx.request = { ...signed, escort }
    try {
      await next()
    } finally {
      ctx.request = unsigned
    }
  }

  const run = async (ctx: AuthContext, next: Next, host: LayerHost): Promise<void> => {
    if (isExempt(ctx)) return next()
    mounting.settle(host)
    const unsigned = ctx.request
    // A layer outside may send it again; it still belongs to its session.
    const before = tickets.get(ctx) ?? { epoch: undefined, order: gate.nextOrder() }
    const ticket = ticketOf(ctx, before)
    tickets.set(ctx, ticket)
    for (let replays = 0; ; ) {
      let stamp = gate.admit(ticket)
      while (stamp === undefined) {
        host.emit('hold', { id: ctx.id, at: host.clock.now() })
        await gate.wait(ticket)
        stamp = gate.admit(ticket)
      }
      const verdictOn = judge(unsigned)
      try {
        const escort = escorts.of(ticket, stamp, verdictOn)
        await runSigned(ctx, unsigned, escort, stamp, next)
        if (ctx.response === undefined) return
        ticket.answer = ctx.response
        ticket.attempt = ctx.attempt
        const verdict = verdictOn(ctx.response)
        if (verdict === 'rejected') await gate.lookAgain(ticket, stamp)
        if (!gate.mustRepeat(ticket, stamp, verdict, replays < maxReplays)) return
        replays += 1
      } catch (error) {
        if (error !== recalled) throw error
      } finally {
        escorts.leave(ticket)
      }
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

const verdicts: readonly Verdict[] = ['ok', 'expired', 'rejected', 'other']

/** A hook that says something else would leave expired sessions unnoticed. */
function verdictOf(classify: Classifier, response: Response, request: Request): Verdict {
  const verdict = classify(response, request)
  if (verdicts.includes(verdict)) return verdict
  throw invalidUse(request, `\`classify\` must return one of ${verdicts.join(', ')}`)
}

function ticketOf(
  { request, attempt, signal }: AuthContext,
  { epoch, order }: Pick<Ticket, 'epoch' | 'order'>,
): Ticket {
  return { request, attempt, signal, order, answer: undefined, epoch }
}
