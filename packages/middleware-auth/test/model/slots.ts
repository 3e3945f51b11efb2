import { type Gate, onAbort } from '@allium/core'
import type { Later } from './storage'

interface Waiter {
  readonly priority: number
  go(): void
}

/** A host that lets so many exchanges go at once; a slot that comes free takes its time. */
export class Slots implements Gate {
  taken = 0
  private readonly queue: Waiter[] = []

  constructor(
    private readonly count: number,
    private readonly later: Later,
  ) {}

  /** How many wait. */
  get waiting(): number {
    return this.queue.length
  }

  enter({ priority, signal }: Parameters<Gate['enter']>[0]): ReturnType<Gate['enter']> {
    if (this.taken < this.count) return this.take()
    return new Promise((resolve, reject) => {
      const waiter = {
        priority,
        go: () => {
          unlisten()
          const leave = this.take()
          this.later('slot').then(() => resolve(leave))
        },
      }
      const { queue } = this
      const at = queue.findIndex(each => each.priority < priority)
      queue.splice(at === -1 ? queue.length : at, 0, waiter)
      const unlisten = onAbort(signal, () => {
        queue.splice(queue.indexOf(waiter), 1)
        reject(signal.reason)
      })
    })
  }

  private take(): () => void {
    this.taken += 1
    let isTaken = true
    return () => {
      if (!isTaken) return
      isTaken = false
      this.taken -= 1
      if (this.taken < this.count) this.queue.shift()?.go()
    }
  }
}
