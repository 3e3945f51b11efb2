/** A slot, freed once. */
export class Slot {
  /** @param given is what the gate gave; absent when it is free. */
  constructor(private given: (() => void) | undefined) {}

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
