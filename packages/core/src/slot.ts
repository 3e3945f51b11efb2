/** A slot, freed once. */
export class Slot {
  /** @param given is what the gate gave; absent when it is free. */
  constructor(private given: (() => void) | undefined) {}

  leave(): void {
    const { given } = this
    this.given = undefined
    try {
      // Stryker disable next-line OptionalChaining: what it throws then is caught as well.
      given?.()
    } catch {
      // A gate that cannot free it has lost a slot, and no request.
    }
  }
}
