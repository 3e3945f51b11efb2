import type { Entry } from './entry'
import type { AttemptEnd, Span, SpanKind } from './row'

type OpenSpan = { -readonly [Key in keyof Span]: Span[Key] }

/** Cuts a request's time into spans. */
export class SpanTrack {
  readonly spans: OpenSpan[] = []
  replays = 0
  retries = 0
  private isRetry = false

  constructor(startedAt: number) {
    this.spans.push({ kind: 'inside', from: startedAt })
  }

  get attempts(): number {
    return this.sent().length
  }

  get now(): SpanKind {
    return (this.spans[this.spans.length - 1] as Span).kind
  }

  take(entry: Entry): void {
    const { at, attempt } = entry
    switch (entry.type) {
      case 'queued':
        this.begin('queued', at)
        break
      case 'attempt':
        this.send(at, attempt ?? 1)
        break
      case 'wire:answer':
        this.answer(entry)
        break
      case 'hold':
        this.judge('refused')
        if (this.now !== 'held') this.begin('held', at)
        break
      case 'retry':
        this.judge('failed', entry.status)
        this.isRetry = true
        this.retries += 1
        this.begin('paused', at)
        break
      case 'layer':
        this.step(entry)
    }
  }

  /** The request is over. */
  end(at: number, end: AttemptEnd, status: number | undefined): void {
    this.judge(end, status)
    this.close(at)
  }

  private send(at: number, attempt: number): void {
    const before = this.sent()
    this.judge('refused')
    if (before.length > 0 && !this.isRetry) this.replays += 1
    this.isRetry = false
    this.begin('sent', at)
    Object.assign(this.spans[this.spans.length - 1] as OpenSpan, { attempt })
  }

  private answer({ at, attempt, status }: Entry): void {
    const span = this.sent().find(each => each.attempt === attempt)
    if (span === undefined) return
    if (status !== undefined) span.status = status
    if (span.to === undefined) this.begin('inside', at)
  }

  /** Of the layers' steps, those count that begin or end something. */
  private step({ step, at }: Entry): void {
    const { now } = this
    const isBack = now === 'sent' && step === 'back'
    const goesOn = (now === 'held' || now === 'paused') && step === 'next'
    if (isBack || goesOn) this.begin('inside', at)
  }

  private begin(kind: SpanKind, at: number): void {
    this.close(at)
    this.spans.push({ kind, from: at })
  }

  /** What took no time is not worth a span, unless it is an attempt. */
  private close(at: number): void {
    const last = this.spans[this.spans.length - 1]
    if (last === undefined || last.to !== undefined) return
    if (last.kind !== 'sent' && at <= last.from) this.spans.pop()
    else last.to = at
  }

  /** Says how the last attempt ended, where nothing has said so before. */
  private judge(end: AttemptEnd, status?: number): void {
    const last = this.sent().pop()
    if (last === undefined || last.end !== undefined) return
    last.end = end
    if (status !== undefined) last.status = status
  }

  private sent(): OpenSpan[] {
    return this.spans.filter(({ kind }) => kind === 'sent')
  }
}
