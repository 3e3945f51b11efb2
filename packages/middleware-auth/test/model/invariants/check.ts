import type { Ledger } from '../ledger'

/** What must hold; the fact where it does not. Its name is told in front of the fact. */
export type Invariant<What> = (what: What, ledger: Ledger) => string | undefined

/** An invariant did not hold; its name stands in brackets, and below it what happened. */
export class Broken extends Error {
  constructor(
    readonly invariant: string,
    fact: string,
    log: readonly string[],
  ) {
    super(`[${invariant}] ${fact}\n  ${log.join('\n  ')}`)
    this.name = 'Broken'
  }
}

/**
 * Looks whether the invariants hold. What does not is kept, and not thrown: nobody may be
 * between here and the end of the program who would let it pass.
 */
export function check<What>(
  invariants: ReadonlyArray<Invariant<What>>,
  what: What,
  ledger: Ledger,
): void {
  for (const invariant of invariants) {
    const fact = invariant(what, ledger)
    if (fact !== undefined) ledger.broken ??= new Broken(invariant.name, fact, ledger.log)
  }
}
