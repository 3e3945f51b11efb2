import { isThenable } from '@allium/core'

/**
 * Hears what a host returned as well: some pass the callbacks over, others answer both
 * ways. Not for `request`: there the promise has nothing that they have not.
 */
export function eitherStyle(returned: unknown, end: (given?: unknown) => void): unknown {
  if (isThenable(returned)) {
    // An async function resolves with nothing, before its callbacks are called.
    returned.then(given => {
      if (given !== undefined) end(given)
    }, end)
  }
  return returned
}
