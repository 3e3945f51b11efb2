import { type AbortSignalLike, onAbort } from './abort-controller'
import type { Clock } from './clock'
import { pause } from './pause'

/**
 * Calls back when the app is in front again, or the network back; and by the second way,
 * where the host tells, when it goes to a background without network. Returns the way out.
 */
export type ResumeSource = (
  listener: (what: 'shown' | 'online') => void,
  onHidden?: () => void,
) => () => void

/** Where the app is, as far as a source tells. It listens for as long as the app lives. */
export class Presence {
  isHidden = false
  /** How often the app has come back. */
  returns = 0
  private readonly waiting: Set<() => void> = new Set()

  constructor(source: ResumeSource) {
    source(
      what => {
        if (what === 'online') return
        this.isHidden = false
        this.returns += 1
        for (const go of this.waiting) go()
      },
      () => {
        this.isHidden = true
      },
    )
  }

  /** Waits so many ms, less where a show ends it, and then until the app is in front. */
  async pause(
    ms: number,
    endsWithShow: boolean,
    clock: Clock,
    signal: AbortSignalLike,
  ): Promise<void> {
    if (endsWithShow) await this.shown(clock, signal, ms)
    else await pause(ms, clock, signal)
    if (this.isHidden) await this.shown(clock, signal)
  }

  /**
   * Waits for the app to come back, so many ms at the most; rejects with the signal's
   * reason when it fires before.
   */
  private shown(clock: Clock, signal: AbortSignalLike, ms?: number): Promise<void> {
    return new Promise((resolve, reject) => {
      let unlisten = () => {}
      const end = (settle: () => void) => () => {
        if (timer !== undefined) clock.clearTimeout(timer)
        this.waiting.delete(done)
        unlisten()
        settle()
      }
      const done = end(resolve)
      const timer = ms === undefined ? ms : clock.setTimeout(done, ms)
      this.waiting.add(done)
      unlisten = onAbort(
        signal,
        end(() => reject(signal.reason)),
      )
    })
  }
}
