import {
  type AbortSignalLike,
  consolePrint,
  type Escort,
  invalidUse,
  type Next,
  type Request,
  type Response,
  type WireRequest,
} from '@allium/core'
import { verdictOf } from './judge'
import type { InLane, Turns } from './lane'
import type { AuthContext, AuthTools, Place } from './request-gate'
import { enter, goesAnyway, look, mustRepeat } from './request-gate'
import { takeNext } from './rotation'
import { nextOrder } from './session-changes'
import type { Stamp } from './session-decisions'
import { check } from './session-engine'
import { sign } from './sign'
import type { Credential, Verdict } from './types'

/** Thrown to a request that was about to leave with a credential that is no longer good. */
const recalled = Symbol('recalled')

/**
 * A caller's request on its way through auth: it enters, is signed, sent and judged, and
 * once more where that may help. It goes along to the wire: a credential that was replaced
 * while the request waited for its slot never leaves, nor does one that a layer inside
 * would carry to a stranger.
 */
export class Ticket implements InLane, Stamp, Escort {
  /** As it came: layers outside never see the credential. */
  readonly request: Request
  readonly signal: AbortSignalLike
  readonly order: number
  readonly staysOnWire: boolean
  attempt: number
  answer: Response | undefined = undefined
  /** Set once it has been looked whether the stored session is still the same. */
  hasLooked = false
  /** Set where a renewal failed for now, and the present credential still lives. */
  isLetGo = false
  version = 0
  credential: Credential | undefined = undefined
  turn: Turns | undefined = undefined
  /** When it was sent, among all that is sent. */
  sentAs = 0
  private replays = 0
  /** Whether the transport has it, and for whom: a caller may have gone. */
  private onWire: 'for its caller' | 'for nobody' | undefined = undefined
  private judged: Response | undefined = undefined
  private verdict: Verdict | undefined = undefined
  /** Told when its answer has been judged. */
  private onJudged: (() => void) | undefined = undefined

  constructor(
    readonly tools: AuthTools,
    readonly ctx: AuthContext,
    private readonly next: Next,
    readonly place: Place,
  ) {
    this.request = ctx.request
    this.signal = ctx.signal
    this.order = place.order
    this.staysOnWire = Boolean(tools.session.lane)
    this.attempt = ctx.attempt
  }

  /** Begins its way: now, or when what it waits for is there. */
  go(): Promise<void> {
    return enter(this) || this.send()
  }

  private send(): Promise<void> {
    const { request, credential } = this
    this.judged = undefined
    try {
      this.ctx.request = sign(request, credential, this.tools.authenticator, this)
      return this.next().then(
        () => this.back(),
        error => this.fail(error),
      )
    } catch (error) {
      return this.fail(error)
    }
  }

  onSend(request: WireRequest): void {
    const { credential, version } = this
    const { session } = this.tools
    const { state, lane } = session
    check(session, this, this.place.epoch)
    const isHeld = state.flight && !goesAnyway(this)
    const hasTurn = !lane || !credential || this.turn
    if (version !== state.version || isHeld || !hasTurn) throw recalled
    if (credential && !session.mounting.allows(request.url)) {
      throw invalidUse(request, 'a layer inside auth sends the credential elsewhere')
    }
    this.sentAs = nextOrder(session)
    // Stryker disable next-line StringLiteral: any word but the other one.
    this.onWire = 'for its caller'
  }

  onSettled(answer: Response | undefined): void | Promise<void> {
    const { onWire } = this
    this.onWire = undefined
    takeNext(this.tools.session, answer, this)
    if (onWire === 'for nobody') return this.leave()
    if (!answer || this.isGood(answer)) return undefined
    // Judged before the next has its slot: the credential may be dead.
    this.freeSlot()
    return new Promise(resolve => {
      this.onJudged = resolve
    })
  }

  /** What is inside is done: the answer is kept, or the request sent again. */
  private back(): void | Promise<void> {
    const { ctx } = this
    const { response } = ctx
    ctx.request = this.request
    if (!response) return this.leave()
    try {
      this.answer = response
      this.attempt = ctx.attempt
      const verdict = this.judge(response)
      const { loader, state } = this.tools.session
      const isFinal = verdict === 'rejected' && this.version === state.version
      if (!isFinal || !this.credential) return this.conclude(verdict)
      // Before a session is declared dead: another context may have renewed it.
      return look(this, loader.readAnew(), this.place.epoch)
        .then(() => this.conclude(verdict))
        .catch(error => this.fail(error))
    } catch (error) {
      return this.fail(error)
    }
  }

  private conclude(verdict: Verdict): void | Promise<void> {
    const isAgain = mustRepeat(this, verdict, this.replays < this.tools.maxReplays)
    this.leave()
    if (!isAgain) return undefined
    this.replays += 1
    return (this.onWire ? this.successor() : this).go()
  }

  /** What is still on the wire tells this one of its end, and not the next. */
  private successor(): Ticket {
    const next = new Ticket(this.tools, this.ctx, this.next, this.place)
    const { attempt, answer, hasLooked, isLetGo, replays } = this
    return Object.assign(next, { attempt, answer, hasLooked, isLetGo, replays })
  }

  private fail(error: unknown): Promise<void> {
    this.ctx.request = this.request
    this.leave()
    if (error === recalled) return this.go()
    throw error
  }

  /** It is done with its turn; what is still on the wire keeps it until it settles. */
  leave(): void {
    if (this.onWire) {
      this.onWire = 'for nobody'
      return
    }
    this.freeSlot()
    this.tools.session.lane?.leave(this)
  }

  private freeSlot(): void {
    this.onJudged?.()
    this.onJudged = undefined
  }

  /** What an answer means, once: unless a layer inside makes another of it. */
  private judge(answer: Response): Verdict {
    if (this.judged !== answer) {
      this.verdict = verdictOf(this.tools.classify, answer, this.request)
      this.judged = answer
    }
    return this.verdict as Verdict
  }

  /** Whether an answer, as it comes from the wire, says nothing against the credential. */
  private isGood(answer: Response): boolean {
    try {
      return this.judge(answer) === 'ok'
    } catch {
      // It is judged again, and for its caller to hear.
    }
    return false
  }
}

// What may be printed of it: no token.
const printed = { value: () => 'Ticket' }
Object.defineProperties(Ticket.prototype, { toJSON: printed, [consolePrint]: printed })
