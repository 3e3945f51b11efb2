/** Runs a user's function; what it throws goes no further. */
export type Guard = <T>(fn: ((value: T) => void) | undefined, value: T) => void

/**
 * Makes a guard that keeps what it swallowed.
 *
 * The base library catches what a callback throws and only logs it, so that code which
 * throws in `success` looks like code that never returns.
 */
export function createGuard(swallowed: unknown[]): Guard {
  return (fn, value) => {
    if (typeof fn !== 'function') return
    try {
      fn(value)
    } catch (error) {
      swallowed.push(error)
    }
  }
}
