import { type Clock, hostClock } from '@allium/core'
import { hostDocument } from './page'

/** How long the other tabs are waited for, in ms: they answer at once, or are frozen. */
const ANSWER_MS = 100

/** What tells the other tabs: a `BroadcastChannel` fits. */
export interface MemoryChannel {
  /** Tells all other tabs, and not this one. */
  postMessage(message: unknown): void
  /** Listens to the other tabs. */
  addEventListener(
    type: 'message',
    listener: (event: { readonly data: unknown }) => void,
  ): void
  /** Hears and tells no more. */
  close(): void
}

/** What the tabs tell one another. */
interface News {
  /** Orders what was kept: the later wins. 0 where nothing ever was. */
  readonly at: number
  /** Absent after a sign-out. */
  readonly record?: object | undefined
  readonly isAsking?: boolean
}

/** A record that open tabs have in common; what was kept last holds in all of them. */
export class TabsRecord {
  private known: News = { at: 0 }
  private channel: MemoryChannel | undefined
  private asking: Promise<void> | undefined
  private timer: unknown
  private answered: () => void = () => {}

  constructor(
    private readonly onNews: () => void,
    private readonly clock: Clock = hostClock,
  ) {}

  /** What is kept; a promise while the other tabs are asked. */
  read(): object | undefined | Promise<object | undefined> {
    const { asking } = this
    return asking ? asking.then(() => this.known.record) : this.known.record
  }

  keep(record: object | undefined): void {
    // Above all that is known, whatever the clock says; of two tabs, by chance if need be.
    const at = Math.max(this.clock.now(), Math.ceil(this.known.at) + 1) + Math.random()
    this.known = { at, record }
    this.tell(false)
  }

  join(channel: MemoryChannel | undefined): void {
    this.channel = channel
    channel?.addEventListener('message', ({ data }) => this.hear(Object(data)))
    this.ask()
  }

  leave(): void {
    this.channel?.close()
    this.channel = undefined
    this.settle()
  }

  /** Asks the other tabs what they know; those who know nothing say nothing. */
  ask(): void {
    if (this.channel === undefined) return
    this.clock.clearTimeout(this.timer)
    this.timer = this.clock.setTimeout(() => this.settle(), ANSWER_MS)
    this.asking ??= new Promise(resolve => {
      this.answered = resolve
    })
    this.tell(true)
  }

  private settle(): void {
    this.clock.clearTimeout(this.timer)
    this.asking = undefined
    this.answered()
  }

  private tell(isAsking: boolean): void {
    this.channel?.postMessage({ ...this.known, isAsking })
  }

  private hear({ at, record, isAsking }: News): void {
    const isNews = at > this.known.at
    if (isNews) this.known = { at, record }
    if (isAsking === true && this.known.at > 0) this.tell(false)
    // Any answer is one: who asks says what it knows, and whoever knows less learns of it.
    if (isAsking === false) this.settle()
    if (isNews) this.onNews()
  }
}

declare const BroadcastChannel: (new (name: string) => MemoryChannel) | undefined

/**
 * One that other tabs of the origin hear, where there are such. No server has tabs: there,
 * those who share a name would be its users.
 */
export function hostChannel(name: string): MemoryChannel | undefined {
  const hasTabs = hostDocument() !== undefined && typeof BroadcastChannel === 'function'
  return hasTabs ? new BroadcastChannel(name) : undefined
}
