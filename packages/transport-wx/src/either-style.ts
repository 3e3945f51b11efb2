import { isThenable } from '@allium/core'
import type { HostCallbacks } from './exchange'

/**
 * A call that is heard by its promise as well: some hosts pass the callbacks over, others
 * answer both ways. Not for `request`: there the promise has nothing that they have not.
 */
export function eitherStyle(
  call: (callbacks: HostCallbacks) => unknown,
): (callbacks: HostCallbacks) => unknown {
  return callbacks => {
    const returned = call(callbacks)
    if (isThenable(returned)) {
      // An async function resolves with nothing, before its callbacks are called.
      returned.then(given => {
        if (given !== undefined) callbacks.success(given)
      }, callbacks.fail)
    }
    return returned
  }
}
