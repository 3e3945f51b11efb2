import { aClock, aFunction, type Clock, checkOptions } from '@allium/core'
import { aPage, hostDocument, type PageDocument } from './page'
import { hostChannel, type MemoryChannel, TabsRecord } from './tabs-record'

type Fields = Readonly<Record<string, unknown>>

/** Who is told, and by what. */
export interface WebMemoryOptions {
  /** Opens what tells the other tabs. @default a `BroadcastChannel`, in a page that has it */
  readonly channel?: ((name: string) => MemoryChannel) | undefined
  /**
   * Tells when the page is seen again: one that was frozen asks the others anew.
   * @default the global document, looked up when somebody listens
   */
  readonly document?: PageDocument | undefined
  /** Time; a manual one in tests. @default the host's */
  readonly clock?: Clock | undefined
}

/** A credential's storage, as `createSession` takes it. */
export interface WebMemory {
  /** `undefined` where nothing is kept; a promise while the other tabs are asked, 100 ms at most. */
  load(): Fields | undefined | Promise<Fields | undefined>
  /** Keeps the record, in all tabs. */
  save(credential: object): void
  /** Takes the record away, in all tabs. */
  clear(): void
  /** Calls back when another tab has changed the record; returns the way out. */
  subscribe(listener: () => void): () => void
}

/**
 * Keeps a credential in memory alone, and shares it with the open tabs of the origin:
 * nothing is written to the disk, and it is gone with the last tab. It is shared while
 * somebody listens, as a session does until it is disposed of. Where there is no
 * `BroadcastChannel` (before Safari 15.4), or no page, it is this tab's alone.
 *
 * @example
 * import { webMemory } from '@allium/transport-fetch'
 *
 * const storage = webMemory('session')
 *
 * @throws TypeError for a wrong name or wrong options.
 */
export function webMemory(name: string, options: WebMemoryOptions = {}): WebMemory {
  if (typeof name !== 'string' || name === '') {
    throw new TypeError('[webMemory] takes the name that the tabs share')
  }
  checkOptions('webMemory', options, {
    channel: aFunction,
    document: aPage,
    clock: aClock,
  })
  const { channel = hostChannel, clock } = options
  const listeners = new Set<{ run(): void }>()
  const record = new TabsRecord(() => {
    for (const each of [...listeners]) each.run()
  }, clock)
  let stop = () => {}

  /** Joins the other tabs; returns the way out. */
  const join = () => {
    const { document = hostDocument() } = options
    const onSeen = () => {
      if (document?.visibilityState === 'visible') record.ask()
    }
    document?.addEventListener('visibilitychange', onSeen)
    record.join(channel(name))
    return () => {
      document?.removeEventListener('visibilitychange', onSeen)
      record.leave()
    }
  }
  return {
    load: () => record.read() as ReturnType<WebMemory['load']>,
    save: credential => record.keep(credential),
    clear: () => record.keep(undefined),
    subscribe(run) {
      const listener = { run }
      listeners.add(listener)
      if (listeners.size === 1) stop = join()
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) stop()
      }
    },
  }
}
