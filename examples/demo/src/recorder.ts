import type { CoreEvents, Layer, Listener, Response, Unsubscribe } from '@allium/core'
import type { AuthEvents, HoldEvents } from '@allium/middleware-auth'
import type { Mark, Row } from './waterfall'

/** What every client of the examples announces. */
export type ShopEvents = CoreEvents & AuthEvents & HoldEvents

/** The part of a client that is listened to. */
export interface Announcing {
  on<Name extends keyof ShopEvents>(
    name: Name,
    listener: Listener<ShopEvents[Name]>,
  ): Unsubscribe
}

const counted = ['refresh', 'refresh:error', 'logout'] as const

/** What was seen of the requests of a client. */
export interface Recorder {
  /** One row for each request, in the order of asking. */
  readonly rows: readonly Row[]
  /** The answers that said that the token had expired. */
  readonly refused: number
  /** How often each event was announced. */
  readonly counts: Readonly<Record<(typeof counted)[number], number>>
  /** Goes into each request, innermost: it sees every answer, and when it came. */
  readonly layer: Layer
  watch(client: Announcing): void
  /** What to call the request that is asked for next. */
  name(next: string): void
  clear(): void
}

interface Life extends Row {
  readonly marks: Mark[]
  /** When the last answer came; the way out through the layers is not drawn. */
  answeredAt?: number
}

/** Notes the life of each request, from the events of its client. */
export function createRecorder(isExpired: (answer: Response) => boolean): Recorder {
  const lives = new Map<number, Life>()
  const counts = { refresh: 0, 'refresh:error': 0, logout: 0 }
  let refused = 0
  let nextName = ''

  const mark = (id: number, kind: Mark['kind'], at: number) => {
    const life = lives.get(id)
    if (life === undefined || life.settledAt !== undefined) return
    const last = life.marks[life.marks.length - 1]
    // Held for one thing after another, say: that is one stretch.
    if (last?.kind !== kind) life.marks.push({ kind, at })
  }
  const settle = (id: number, at: number, isAnswered: boolean, end: string) => {
    const life = lives.get(id)
    const settledAt = isAnswered ? life?.answeredAt : at
    if (life) Object.assign(life, { settledAt, isAnswered, end })
  }

  const layer: Layer = async (ctx, next) => {
    await next()
    const life = lives.get(ctx.id)
    if (life === undefined || ctx.response === undefined) return
    life.answeredAt = Date.now()
    if (!isExpired(ctx.response)) return
    refused += 1
    mark(ctx.id, 'refused', life.answeredAt)
  }

  return {
    layer,
    counts,
    get rows() {
      return [...lives.values()]
    },
    get refused() {
      return refused
    },
    watch(client) {
      client.on('request', ({ id, method }) =>
        lives.set(id, { name: `${method} ${nextName}`, marks: [] }),
      )
      client.on('hold', ({ id, at }) => mark(id, 'held', at))
      client.on('queued', ({ id, at }) => mark(id, 'queued', at))
      client.on('attempt', ({ id, at }) => mark(id, 'sent', at))
      client.on('response', ({ id, at, status }) => settle(id, at, true, `${status}`))
      client.on('error', ({ id, at, code = 'error' }) => settle(id, at, false, code))
      for (const name of counted) client.on(name, () => (counts[name] += 1))
    },
    name(next) {
      nextName = next
    },
    clear() {
      lives.clear()
      refused = 0
      for (const name of counted) counts[name] = 0
    },
  }
}
