/** A slot, freed once. */
export class Slot {
  private isFree = false

  /** @param given is what the gate gave. */
  constructor(readonly given: () => void) {
    if (typeof given !== 'function') throw new TypeError('a gate gives a function')
  }

  leave(): void {
    if (this.isFree) return
    this.isFree = true
    try {
      this.given()
    } catch {
      // A gate that cannot free it has lost a slot, and no request.
    }
  }
}
