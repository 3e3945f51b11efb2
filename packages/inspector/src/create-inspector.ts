import type { Counters } from './counters'
import { type Entry, type EntryType, entryOf, entryTypes } from './entry'
import type { Row } from './row'
import { TrailBook } from './trail-book'
import { type WireLayer, wireLayer } from './wire-layer'

/** What an inspector is made of. */
export interface InspectorOptions {
  /**
   * How many requests and refreshes are kept; what is under way is kept in any case.
   * @default 1_000
   */
  readonly keep?: number | undefined
}

/** What can be watched: a client, whatever layers it has. */
export interface Watchable {
  /** Calls back at each event of this name; returns the way out. */
  on(name: never, listener: never): () => void
}

/** What clients have told, in a form that can be drawn. */
export interface Inspector {
  /**
   * Hears all that this client tells from now on, of itself and of all that are derived
   * from one another with it. Returns the way out; what is still under way is forgotten
   * then.
   *
   * @param name tells several clients apart. @default '1', '2', …
   */
  watch(client: Watchable, name?: string): () => void
  /** Innermost layer that also shows headers and sizes, no value that may be a secret. */
  readonly layer: WireLayer
  /** Requests and refreshes, in the order of their start. */
  rows(): readonly Row[]
  /** What was counted since the beginning, or the last `clear`. */
  counters(): Counters
  /** The latest events, oldest first, without the steps through layers. */
  log(): readonly Entry[]
  /** All that was told of one row. */
  entriesOf(key: string): readonly Entry[]
  /** Called after each event, and without one after `clear`. Returns the way out. */
  subscribe(listener: (entry?: Entry) => void): () => void
  /** Forgets what is over, and counts anew. */
  clear(): void
}

/** How many events the log has for each request that is kept. */
const LOG_PER_REQUEST = 8

/**
 * Makes an inspector. It listens, and changes nothing.
 *
 * @example
 * import { createInspector, renderText } from '@allium/inspector'
 *
 * const inspector = createInspector()
 * const stop = inspector.watch(api)
 * await api.get('/me')
 * console.log(renderText(inspector.rows()))
 *
 * @throws TypeError for wrong options.
 */
export function createInspector({ keep = 1_000 }: InspectorOptions = {}): Inspector {
  if (!(Number.isInteger(keep) && keep > 0)) {
    throw new TypeError('[createInspector] `keep` must be a whole number above 0')
  }
  const book = new TrailBook(keep)
  const subscribers = new Set<(entry?: Entry) => void>()
  // The session's events come by every client that has it, as the same object.
  const heard = new WeakSet<object>()
  let log: Entry[] = []
  let seq = 0
  let clients = 0

  const tell = (entry?: Entry) => {
    for (const subscriber of subscribers) subscriber(entry)
  }

  const hear = (type: EntryType, client: string, payload: unknown) => {
    if (typeof payload === 'object' && payload !== null) {
      if (heard.has(payload)) return
      heard.add(payload)
    }
    seq += 1
    const entry = entryOf(seq, type, client, payload)
    book.take(entry)
    if (type !== 'layer') log.push(entry)
    // Cut now and then: an array loses its head at a price.
    const most = keep * LOG_PER_REQUEST
    if (log.length > most * 1.25) log = log.slice(-most)
    tell(entry)
  }

  return {
    watch(client, name) {
      if (typeof Object(client).on !== 'function') {
        throw new TypeError('[inspector] `watch` takes a client')
      }
      clients += 1
      const label = name ?? String(clients)
      const on = client.on as unknown as Listen
      const stops = entryTypes.map(type =>
        on(type, payload => hear(type, label, payload)),
      )
      return () => {
        for (const stop of stops.splice(0)) stop()
        book.forget(label)
        tell()
      }
    },
    layer: wireLayer,
    rows: () => book.rows(),
    counters: () => book.counters(),
    log: () => log,
    entriesOf: key => book.entriesOf(key),
    subscribe(listener) {
      subscribers.add(listener)
      return () => subscribers.delete(listener)
    },
    clear() {
      log = []
      book.clear()
      tell()
    },
  }
}

type Listen = (name: string, listener: (payload: unknown) => void) => () => void
