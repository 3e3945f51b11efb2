import {
  RequestError,
  type Response,
  type Transport,
  type WireRequest,
} from '@allium/core'
import type { NewCredential } from '@allium/middleware-auth'
import { check } from './broken'
import type { Outcome } from './commands'
import type { Ledger, Sent } from './ledger'
import { look } from './look'
import { onSend } from './on-send'
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

const statuses: Readonly<Record<Outcome, number>> = {
  renewed: 200,
  kept: 200,
  unauthorized: 401,
  forbidden: 403,
  'invalid-grant': 400,
  down: 503,
  busy: 429,
  refused: 422,
  empty: 200,
  stranger: 200,
  lost: 0,
  unsent: 0,
}

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

  /** What is not answered yet: requests, or the refresh; gone or not. */
  unanswered(kind: 'request' | 'refresh'): readonly Sent[] {
    return this.open
      .map(({ sent }) => sent)
      .filter(({ call }) => (call === undefined) === (kind === 'refresh'))
  }

  /** Answers a request; `next` brings the next token, where it was signed. */
  answer(sent: Sent, status: number, next: boolean): void {
    const { token, order } = sent
    const brings = next && this.ledger.setup.lane && token !== undefined
    const brought = brings ? this.mint.accessToken(ownerOf(token)) : undefined
    const headers = brought === undefined ? {} : { 'b-t': brought }
    this.settle(sent, `${status}${brought ? ` ${brought}` : ''}`, ({ resolve, request }) => {
      this.end(sent, 'answered', brought)
      sent.status = status
      if (status === 401 && token !== undefined) this.ledger.spent.add(token)
      resolve(responseOf(request, status, { order }, headers))
    })
  }

  /** The connection breaks. */
  drop(sent: Sent): void {
    this.settle(sent, 'lost', ({ reject }) => {
      this.end(sent, 'lost')
      reject(new Error('the connection broke'))
    })
  }

  answerRefresh(sent: Sent, outcome: Outcome): void {
    const { ledger } = this
    const session = sent.token ? ownerOf(sent.token) : this.mint.session('W')
    const data = this.dataOf(outcome, session, sent.token !== undefined)
    const accessToken = data?.accessToken
    this.settle(sent, `${outcome}${accessToken ? ` ${accessToken}` : ''}`, open => {
      const { request, resolve, reject } = open
      ledger.busyUntil = 0
      if (outcome === 'lost') {
        this.end(sent, 'lost')
        return reject(new Error('the connection broke'))
      }
      if (outcome === 'unsent') {
        this.end(sent, 'unsent')
        return reject(new RequestError('offline', { request, message: '', sent: false }))
      }
      const isUseless = outcome === 'empty' || outcome === 'stranger'
      const isRenewed = outcome === 'renewed' || outcome === 'kept'
      this.end(sent, isUseless ? 'lost' : 'answered', isRenewed ? accessToken : undefined)
      sent.outcome = outcome
      const isBusy = outcome === 'busy' && sent.end !== 'late'
      if (isBusy) ledger.busyUntil = ledger.now + ASKED_MS
      if (isRenewed && sent.end !== 'late') {
        ledger.landed.add(accessToken as string)
        if (data?.refreshToken && sent.shown) ledger.replaced.add(sent.shown)
        if (data?.expiresIn) ledger.bornAt.set(accessToken as string, ledger.departedAt)
      }
      const headers = outcome === 'busy' ? { 'retry-after': String(ASKED_MS / 1_000) } : {}
      const error = outcome === 'invalid-grant' && { error: 'invalid_grant' }
      resolve(responseOf(request, statuses[outcome], data ?? (error || {}), headers))
    })
  }

  private dataOf(
    outcome: Outcome,
    session: string,
    isForSomebody: boolean,
  ): NewCredential | undefined {
    if (outcome === 'renewed') return this.mint.credential(session, false)
    if (outcome === 'kept') return this.mint.credential(session, true)
    const { subjects } = this.ledger.setup
    // Whoever comes where nobody was is no stranger.
    if (outcome !== 'stranger' || !subjects || !isForSomebody) return undefined
    return this.mint.credential(this.mint.session('X'), false)
  }

  /** Notes what leaves, and looks whether it may. */
  private note({ url, headers, body }: WireRequest, signal: Sent['signal']): Sent {
    const { ledger } = this
    const path = url.replace(ORIGIN, '')
    const call = ledger.asked.find(({ name }) => name === path)
    const shown = body === undefined ? undefined : (JSON.parse(`${body}`) as Shown)
    const token = shown ? shown.of || undefined : headers.authorization?.slice(7)
    const order = ledger.wire.length
    const sent = { order, call, token, shown: shown?.refreshToken, signal }
    ledger.log.push(`> ${path} ${sent.shown ?? token ?? '-'} #${order}`)
    ledger.hasRead ||= call?.kind !== 'exempt'
    look(ledger)
    check(onSend, sent, ledger)
    ledger.wire.push(sent)
    call?.sent.push(sent)
    if (call?.kind === 'request' && token !== undefined) call.session ??= ownerOf(token)
    signal.addEventListener('abort', () => ledger.log.push(`x #${order}`))
    return sent
  }

  /** An answer is on its way. */
  private settle(sent: Sent, what: string, act: (open: Open) => void): void {
    const open = this.open.find(each => each.sent === sent) as Open
    this.open = this.open.filter(each => each !== open)
    this.later(`< #${sent.order} ${what}`).then(() => {
      this.ledger.log.push(`< #${sent.order} ${what}`)
      act(open)
    })
  }

  private end(sent: Sent, end: 'answered' | 'lost' | 'unsent', brought?: string): void {
    const { ledger } = this
    const { token, signal, order } = sent
    sent.end = signal.aborted ? 'late' : end
    sent.isOfThePast = token !== undefined && ledger.ended.has(ownerOf(token))
    if (brought === undefined || sent.end === 'late') return
    sent.brought = brought
    ledger.issuedBy.set(brought, order)
  }
}

function responseOf(
  { url }: WireRequest,
  status: number,
  data: unknown,
  headers: Response['headers'],
): Response {
  return { url, status, data, headers, cookies: [], raw: undefined }
}
