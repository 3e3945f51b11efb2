import type { ResumeSource } from '@allium/core'

/** Tells the session that the app is in front again, or the network back. */
export class Resume {
  private readonly listeners = new Set<Parameters<ResumeSource>[0]>()

  readonly source: ResumeSource = listener => {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  tell(what: 'shown' | 'online'): void {
    for (const listener of this.listeners) listener(what)
  }
}
