import type { Ledger } from './ledger'
import type { Invariant } from './on-send'

/** An invariant did not hold; its name stands in brackets, and below it what happened. */
export class Broken extends Error {
  constructor(invariant: string, fact: string, log: readonly string[]) {
    super(`[${invariant}] ${fact}\n  ${log.join('\n  ')}`)
    this.name = 'Broken'
  }
}

/**
 * Looks whether the invariants hold. What does not is kept, and not thrown: nobody may be
 * between here and the end of the program who would catch it.
 */
export function check<What>(
  invariants: ReadonlyArray<Invariant<What>>,
  what: What,
  ledger: Ledger,
): void {
  for (const invariant of invariants) {
    const fact = invariant(what, ledger)
    if (fact !== undefined && process.env.DEV_IGNORE?.includes(invariant.name)) { ledger.ignored = true; ledger.broken ??= new Error('ignored'); continue }
    if (fact !== undefined) ledger.broken ??= new Broken(invariant.name, fact, ledger.log)
  }
}
