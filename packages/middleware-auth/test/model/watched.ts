import type { Clock } from '@allium/core'
import { check } from './invariants/check'
import type { Ledger } from './ledger'

/** So often nobody asks for the time who does not go round in circles. */
const MANY = 2_000

/**
 * A clock that tells when it is asked without end: who goes round in microtasks alone lets
 * nobody else run, a test's own limit included. The error it throws then ends that.
 */
export function watched(ledger: Ledger, clock: Clock): Clock {
  return {
    ...clock,
    now() {
      ledger.looks += 1
      check([neverSpins], undefined, ledger)
      if (ledger.looks > MANY) throw ledger.broken
      return clock.now()
    },
  }
}

/** Everybody comes to rest within a turn, or waits. */
function neverSpins(_: unknown, { looks }: Ledger) {
  return looks > MANY ? 'it goes round and round, and lets nobody else run' : undefined
}
