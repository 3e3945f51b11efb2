/** Who waits for one thing, in the order of coming; whoever comes later goes on behind. */
export class Line<Member> {
  private readonly members: Set<Member> = new Set()
  private behind: Array<() => void> = []

  /** Whether somebody waits who would be overtaken. */
  blocks(who: Member): boolean {
    return this.members.size > 0 && !this.members.has(who)
  }

  /** Stands where it stands, or at the end. */
  join(who: Member): void {
    this.members.add(who)
  }

  /** Waits no more; behind the last, those go on that came since. */
  leave(who: Member): void {
    if (!this.members.delete(who) || this.members.size > 0) return
    const { behind } = this
    this.behind = []
    for (const goOn of behind) goOn()
  }

  /** Settles when nobody waits any more. */
  pass(): Promise<void> {
    return new Promise(resolve => this.behind.push(resolve))
  }
}
