import { addCounters, type Counters, countersOf, noCounters } from './counters'
import type { Entry } from './entry'
import type { Row } from './row'
import { rowOf, type Trail } from './row-of'

interface KeptTrail extends Trail {
  readonly client: string
  readonly entries: Entry[]
  /** As it was drawn last; absent when more has been told since. */
  row?: Row
}

/** All that is known of the last requests, and the counts of those before. */
export class TrailBook {
  private readonly trails: Map<string, KeptTrail> = new Map()
  /** What was counted of the trails that are no longer kept. */
  private before: Counters = noCounters
  private refreshes = 0
  /** For each client, the refresh under way and the ids that are not its own. */
  private readonly underWay: Map<string, { trail: KeptTrail; afterId: number }> =
    new Map()
  private readonly lastIds: Map<string, number> = new Map()

  constructor(private readonly keep: number) {}

  take(entry: Entry): void {
    const { type, client, id } = entry
    // Where there was none, none has ended.
    if (type === 'logout' && entry.reason !== 'absent') this.count({ logouts: 1 })
    if (type === 'refresh:start') this.startRefresh(entry)
    else if (id !== undefined) this.takeOfRequest(entry, id)
    else this.endRefresh(client, entry)
  }

  rows(): Row[] {
    return [...this.trails.values()].map(shown)
  }

  entriesOf(key: string): readonly Entry[] {
    return this.trails.get(key)?.entries ?? []
  }

  counters(): Counters {
    return addCounters(this.before, countersOf(this.rows()))
  }

  /** Forgets what is over; what is under way stays. */
  clear(): void {
    this.before = noCounters
    for (const [key, trail] of this.trails) if (isOver(trail)) this.trails.delete(key)
  }

  /** Nothing more will be told of this client: what is under way will never end. */
  forget(client: string): void {
    for (const [key, trail] of this.trails) {
      if (trail.client === client && !isOver(trail)) this.trails.delete(key)
    }
    this.underWay.delete(client)
  }

  private takeOfRequest(entry: Entry, id: number): void {
    const { type, client } = entry
    const key = `${client}:${id}`
    if (type === 'request') {
      this.lastIds.set(client, id)
      this.begin({ key, kind: 'request', client, entries: [entry] })
      return
    }
    const trail = this.trails.get(key) ?? this.refreshOf(entry, id)
    if (trail) this.add(trail, entry)
  }

  /** What a refresh sends has an id that no request was announced with. */
  private refreshOf({ type, client }: Entry, id: number): KeptTrail | undefined {
    const refresh = this.underWay.get(client)
    const isIts = refresh && type.startsWith('wire:') && id > refresh.afterId
    return isIts ? refresh.trail : undefined
  }

  private startRefresh(entry: Entry): void {
    const { client } = entry
    this.refreshes += 1
    const key = `refresh:${this.refreshes}`
    const trail: KeptTrail = { key, kind: 'refresh', client, entries: [entry] }
    this.begin(trail)
    this.underWay.set(client, { trail, afterId: this.lastIds.get(client) ?? 0 })
  }

  /** With the session its refresh is over, too: refused, or left alone. */
  private endRefresh(client: string, entry: Entry): void {
    const refresh = this.underWay.get(client)
    if (refresh) this.add(refresh.trail, entry)
    this.underWay.delete(client)
  }

  private begin(trail: KeptTrail): void {
    this.trails.set(trail.key, trail)
    if (this.trails.size > this.keep) this.dropOldest()
  }

  /** The oldest that is over: what is under way goes on being told of. */
  private dropOldest(): void {
    for (const [key, trail] of this.trails) {
      if (!isOver(trail)) continue
      this.trails.delete(key)
      this.count(countersOf([shown(trail)]))
      return
    }
  }

  private add(trail: KeptTrail, entry: Entry): void {
    trail.entries.push(entry)
    delete trail.row
  }

  private count(more: Partial<Counters>): void {
    this.before = addCounters(this.before, { ...noCounters, ...more })
  }
}

function shown(trail: KeptTrail): Row {
  trail.row ??= rowOf(trail)
  return trail.row
}

function isOver(trail: KeptTrail): boolean {
  return shown(trail).endedAt !== undefined
}
