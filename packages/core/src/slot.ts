/** A slot, freed once. */
export class Slot {
  /** What the gate gave; absent when it is free. */
  private given: (() => void) | undefined

  constructor(given: () => void) {
    if (typeof given !== 'function') throw new TypeError('a gate gives a function')
    this.given = given
  }

  leave(): void {
    const { given } = this
    this.given = undefined
    try {
      given?.()
    } catch {
      // A gate that cannot free it has lost a slot, and no request.
    }
  }
}
