/** Chance that is the same on every run. */
export interface Chance {
  /** From 0 to 1. */
  next(): number
  /** A whole number from `least` to `most`. */
  from(least: number, most: number): number
  /** Whether it is so, that many times out of a hundred. */
  is(percent: number): boolean
}

/** mulberry32: small, fast, and good enough to mix events. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    from: (least, most) => least + Math.floor(next() * (most - least + 1)),
    is: percent => next() * 100 < percent,
  }
}
