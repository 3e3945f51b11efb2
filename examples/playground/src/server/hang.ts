/** What can be told to answer no refresh. */
interface Hangable {
  hangRefresh(hang: boolean): void
}

/**
 * Refreshes that get no answer. Their connections end when the server is healed: a client
 * that goes on waiting for a lost one, as it should, would not ask again for a minute.
 */
export class Hang {
  private isOn = false
  private readonly cuts: Set<() => void> = new Set()

  constructor(private readonly server: Hangable) {}

  set(isOn: boolean): void {
    this.isOn = isOn
    this.server.hangRefresh(isOn)
    if (isOn) return
    for (const cut of this.cuts) cut()
    this.cuts.clear()
  }

  /** A refresh has come; returns what forgets it. */
  take(cut: () => void): () => void {
    if (this.isOn) this.cuts.add(cut)
    return () => this.cuts.delete(cut)
  }
}
