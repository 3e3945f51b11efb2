/** A limited number of places, given in order of asking. */
export interface Slots {
  /** How many places are taken. */
  readonly taken: number
  /** How many wait for a place. */
  readonly waiting: number
  /** The most places that were ever taken together. */
  readonly peak: number
  /**
   * Calls `start` once there is a place, at once if there is one; `start` gives the place
   * back by calling `release`. The result gives up waiting, and is false if it was too late.
   */
  take(start: (release: () => void) => void): () => boolean
}

/** WeChat runs ten requests together and queues the rest, first come, first served. */
export function createSlots(limit: number): Slots {
  const queue: Array<(release: () => void) => void> = []
  let taken = 0
  let peak = 0

  const release = (): void => {
    taken -= 1
    const next = queue.shift()
    if (next !== undefined) begin(next)
  }
  const begin = (start: (release: () => void) => void): void => {
    taken += 1
    peak = Math.max(peak, taken)
    start(once(release))
  }
  const leave = (start: (release: () => void) => void): boolean => {
    const place = queue.indexOf(start)
    if (place >= 0) queue.splice(place, 1)
    return place >= 0
  }

  return {
    get taken(): number {
      return taken
    },
    get waiting(): number {
      return queue.length
    },
    get peak(): number {
      return peak
    },
    take: asked => {
      // A function of its own, so that the same `start` may wait twice.
      const start = (free: () => void): void => asked(free)
      if (taken < limit) begin(start)
      else queue.push(start)
      return () => leave(start)
    },
  }
}

function once(fn: () => void): () => void {
  let called = false
  return () => {
    if (called) return
    called = true
    fn()
  }
}
