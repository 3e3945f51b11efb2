/** One event as it was heard. */
export interface RecordedEvent {
  /** The event's name. */
  readonly type: string
  /** What came with it. */
  readonly payload: unknown
}

/** Anything whose `on` returns its own unsubscribe. */
export interface EmitterLike {
  /** Subscribes a listener and returns its unsubscribe. */
  on(type: string, listener: (payload: unknown) => void): () => void
}

/** Writes down events in the order they are heard. */
export interface EventRecorder {
  /** Everything heard so far, in order. */
  readonly log: RecordedEvent[]
  /** The payloads of one event, in order. */
  of(type: string): unknown[]
  /** The names of all events heard, in order. */
  types(): string[]
  /** Makes a listener that records under `name`. */
  on(name: string): (payload?: unknown) => void
  /** Records these events of `source` until the returned function is called. */
  watch(source: EmitterLike, types: readonly string[]): () => void
}

/**
 * Makes a recorder for asserting which events came, with what and in which order.
 *
 * @example
 * import { eventRecorder } from '@allium/testing'
 *
 * const recorder = eventRecorder()
 * recorder.watch(client, ['request', 'response'])
 * await client.get('/me')
 * recorder.types() // ['request', 'response']
 */
export function eventRecorder(): EventRecorder {
  const log: RecordedEvent[] = []
  const on =
    (type: string) =>
    (payload?: unknown): void => {
      log.push({ type, payload })
    }
  return {
    log,
    of: type => log.filter(event => event.type === type).map(event => event.payload),
    types: () => log.map(event => event.type),
    on,
    watch: (source, types) => {
      const stops = types.map(type => source.on(type, on(type)))
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}
