import {
  RequestError,
  type Response,
  type Transport,
  type WireRequest,
} from '@allium/core'
import type { Outcome } from './commands'
import { check } from './invariants/check'
import { look } from './invariants/on-look'
import { onRefresh } from './invariants/on-refresh'
import { onSend } from './invariants/on-send'
import type { Ledger, Sent } from './ledger'
import { bodyOf, refreshResponse } from './refresh-answers'
import type { Slots } from './slots'
import type { Later } from './storage'
import { type Mint, ownerOf } from './tokens'

export const ORIGIN = 'https://api.test'

/** What a refresh of the model sends. */
export interface Shown {
  readonly refreshToken: string | undefined
  /** Which token is to be replaced; '' where nobody is signed in. */
  readonly of: string
}

/** An exchange that waits for its answer. */
interface Open {
  readonly sent: Sent
  readonly request: WireRequest
  resolve(response: Response): void
  reject(error: unknown): void
}

/** How long a busy server asks to be left alone, in ms. */
const ASKED_MS = 5_000

/** Both ends of the wire: what is sent is noted, what is answered comes when it may. */
export class Wire {
  /** What nobody has answered yet. */
  private open: Open[] = []

  constructor(
    private readonly ledger: Ledger,
    private readonly mint: Mint,
    private readonly later: Later,
  ) {}

  transport(gate: Slots | undefined): Transport {
    const send: Transport = (request, { signal }) =>
      new Promise((resolve, reject) => {
        const sent = this.note(request, signal)
        this.open.push({ sent, request, resolve, reject })
      })
    return Object.assign(send, { gate })
  }

  /** What is not answered yet, whether anybody still listens or not. */
  unanswered(kind: 'request' | 'refresh'): readonly Sent[] {
    const all = this.open.map(({ sent }) => sent)
    return all.filter(({ call }) => (call === undefined) === (kind === 'refresh'))
  }

  /** Answers a request; with the next token, where it was signed and there is one. */
  answer(sent: Sent, status: number, next: boolean): void {
    const { token, order } = sent
    const { lane } = this.ledger.setup
    const brings = lane && next && token !== undefined
    const brought = brings ? this.mint.accessToken(ownerOf(token)) : undefined
    const what = [status, brought].filter(Boolean).join(' ')
    this.settle(sent, what, ({ request, resolve }) => {
      this.end(sent, 'answered', brought)
      sent.status = status
      if (status === 401 && token !== undefined) this.ledger.spent.add(token)
      const headers = brought === undefined ? {} : { 'b-t': brought }
      resolve({ ...answerTo(request), status, data: { order }, headers })
    })
  }

  /** The connection breaks. */
  drop(sent: Sent): void {
    this.settle(sent, 'lost', ({ reject }) => {
      this.end(sent, 'lost')
      reject(new Error('the connection broke'))
    })
  }

  /** Answers a refresh, or not. */
  answerRefresh(sent: Sent, outcome: Outcome): void {
    if (outcome === 'lost') {
      this.drop(sent)
      return
    }
    const { ledger, mint } = this
    const body = bodyOf(outcome, sent, mint, ledger.setup)
    const what = [outcome, body.accessToken].filter(Boolean).join(' ')
    this.settle(sent, what, ({ request, resolve, reject }) => {
      if (outcome === 'unsent') {
        this.end(sent, 'unsent')
        return reject(new RequestError('offline', { request, message: '', sent: false }))
      }
      const { isGood, ...response } = refreshResponse(outcome, body, ASKED_MS)
      this.end(sent, isGood || response.status > 299 ? 'answered' : 'lost')
      sent.outcome = outcome
      if (sent.end !== 'late') {
        ledger.busyUntil = outcome === 'busy' ? ledger.now + ASKED_MS : 0
        if (isGood) this.land(sent, body)
      }
      resolve({ ...answerTo(request), ...response })
    })
  }

  /** A refresh has brought a credential. */
  private land({ order }: Sent, body: ReturnType<typeof bodyOf>): void {
    const { ledger } = this
    const { landed, replaced, bornAt, issuedBy, flightAt } = ledger
    const { accessToken = '', refreshToken, expiresIn } = body
    landed.add(accessToken)
    ledger.rearmedAt = ledger.wire.length
    issuedBy.set(accessToken, order)
    if (refreshToken !== undefined) {
      if (ledger.refreshToken !== undefined) replaced.add(ledger.refreshToken)
      ledger.refreshToken = refreshToken
    }
    if (expiresIn !== undefined) bornAt.set(accessToken, flightAt)
  }

  /** Notes what leaves, and looks whether it may. */
  private note({ url, headers, body }: WireRequest, signal: Sent['signal']): Sent {
    const { ledger } = this
    const path = url.replace(ORIGIN, '')
    const call = ledger.asked.find(({ name }) => name === path)
    const refresh = body === undefined ? undefined : (JSON.parse(`${body}`) as Shown)
    const token = refresh ? refresh.of || undefined : headers.authorization?.slice(7)
    const order = ledger.wire.length
    const shown = refresh?.refreshToken
    const sent: Sent = { order, call, token, shown, headers, signal }
    ledger.note(`> ${path} ${shown ?? token ?? '-'} #${order}`)
    ledger.hasRead ||= call?.kind !== 'exempt'
    look(ledger)
    check([...onSend, ...onRefresh], sent, ledger)
    ledger.wire.push(sent)
    call?.sent.push(sent)
    if (call?.kind === 'request' && token) call.session ??= ownerOf(token)
    signal.addEventListener('abort', () => ledger.note(`x #${order}`))
    return sent
  }

  /** Something happens to an exchange, when the scheduler says so. */
  private settle(sent: Sent, what: string, act: (open: Open) => void): void {
    const open = this.open.find(each => each.sent === sent) as Open
    this.open = this.open.filter(each => each !== open)
    this.later(`< #${sent.order} ${what}`).then(() => act(open))
  }

  private end(sent: Sent, end: 'answered' | 'lost' | 'unsent', brought?: string): void {
    const { ended, issuedBy } = this.ledger
    const { token, signal, order } = sent
    sent.end = signal.aborted ? 'late' : end
    sent.isOfThePast = token !== undefined && ended.has(ownerOf(token))
    if (brought === undefined || sent.end === 'late') return
    sent.brought = brought
    issuedBy.set(brought, order)
  }
}

function answerTo({ url }: WireRequest): Pick<Response, 'url' | 'cookies' | 'raw'> {
  return { url, cookies: [], raw: undefined }
}
