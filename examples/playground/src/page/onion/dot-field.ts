import type { Entry } from '@allium/inspector'
import type { Geometry } from './geometry'

export type DotState = 'inside' | 'queued' | 'sent' | 'held' | 'answered' | 'failed'

/** A place that a dot travels to. */
interface Stop {
  readonly radius: number
  readonly state: DotState
  /** How long it stays at least, in ms. */
  readonly stayMs: number
}

/** A request, or a refresh, as it is drawn. */
export interface Dot {
  readonly key: string
  readonly isRefresh: boolean
  /** In radians; a dot keeps to its spoke. */
  readonly angle: number
  radius: number
  state: DotState
  opacity: number
}

interface MovingDot extends Dot {
  readonly index: number
  readonly stops: Stop[]
  stayLeft: number
  attempts: number
  /** By how much faster than the others it goes, once its request has ended. */
  hurry?: number
  /** Set when the request has ended: how long the dot is still to be seen, in ms. */
  fadeLeft?: number
}

/** In units of the drawing per ms. */
const SPEED = 0.58
const HELD_MS = 450
const WIRE_MS = 60
const FADE_MS = 700
/** How long after the end of a request its dot is still on its way, about. */
const END_MS = 300
/** More than this are not drawn, but counted all the same. */
const MOST = 450

/** Turns what is told of requests into dots on their way. */
export class DotField {
  private readonly byKey: Map<string, MovingDot> = new Map()
  private count = 0
  private refreshes = 0

  /** @param isStill whether dots do not travel, but are where they are going. */
  constructor(
    private readonly geometry: Geometry,
    private readonly isStill: boolean,
  ) {}

  get dots(): readonly Dot[] {
    return [...this.byKey.values()]
  }

  take(entry: Entry): void {
    const { type, client, id } = entry
    const key = `${client}:${id}`
    const dot = this.byKey.get(key)
    if (id === undefined) this.takeOfSession(entry)
    else if (type === 'request') this.add(key, false, this.geometry.outside)
    else if (dot !== undefined) this.send(dot, entry)
  }

  /** Moves everything on; tells whether there is still something to be seen. */
  step(ms: number): boolean {
    for (const dot of this.byKey.values()) {
      if (this.isStill) arrive(dot)
      else travel(dot, ms)
      if (dot.stops.length > 0 || dot.fadeLeft === undefined) continue
      dot.fadeLeft -= ms
      dot.opacity = this.isStill ? 1 : Math.max(0, Math.min(1, dot.fadeLeft / FADE_MS))
      if (dot.fadeLeft <= 0) this.byKey.delete(dot.key)
    }
    return this.byKey.size > 0
  }

  clear(): void {
    this.byKey.clear()
  }

  private takeOfSession({ type, client }: Entry): void {
    const { geometry } = this
    const key = `${client}:refresh:${this.refreshes}`
    if (type === 'refresh:start') {
      this.refreshes += 1
      const next = `${client}:refresh:${this.refreshes}`
      this.add(next, true, geometry.middleOf('auth'))
      this.byKey.get(next)?.stops.push({ radius: 0, state: 'sent', stayMs: WIRE_MS })
      return
    }
    const dot = this.byKey.get(key)
    if (dot === undefined || dot.fadeLeft !== undefined) return
    const state = type === 'refresh' ? 'answered' : 'failed'
    dot.stops.push({ radius: geometry.middleOf('auth'), state, stayMs: 0 })
    dot.fadeLeft = FADE_MS
    dot.hurry = hurryOf(dot)
  }

  private add(key: string, isRefresh: boolean, radius: number): void {
    if (this.byKey.size >= MOST && !isRefresh) return
    this.count += 1
    const dot: MovingDot = {
      ...{ key, isRefresh, radius, state: 'inside', opacity: 1, stops: [] },
      ...{ index: this.count, stayLeft: 0, attempts: 0 },
      angle: isRefresh ? Math.PI / 4 : angleOf(this.count),
    }
    this.byKey.set(key, dot)
  }

  private send(dot: MovingDot, { type }: Entry): void {
    const { geometry } = this
    const go = (radius: number, state: DotState, stayMs = 0) => {
      dot.stops.push({ radius, state, stayMs })
    }
    const auth = geometry.middleOf('auth') + spread(dot.index, 14)
    const last = dot.stops[dot.stops.length - 1]?.state ?? dot.state
    switch (type) {
      case 'hold':
        if (last !== 'held') go(auth, 'held', HELD_MS)
        return
      case 'queued':
        go(geometry.middleOf('transport') + spread(dot.index, 12), 'queued')
        return
      case 'attempt':
        dot.attempts += 1
        // It was refused and is sent again at once: from the auth ring, and not from outside.
        if (dot.attempts > 1 && last === 'sent') go(auth, 'inside')
        go(geometry.core * (0.5 + spread(dot.index, 0.7)), 'sent', WIRE_MS)
        return
      case 'response':
      case 'error':
        go(
          geometry.outside + spread(dot.index, 14),
          type === 'response' ? 'answered' : 'failed',
        )
        dot.fadeLeft = this.isStill ? FADE_MS * 2 : FADE_MS
        dot.hurry = hurryOf(dot)
    }
  }
}

/** Evenly over the circle, whatever their number; the top is left to the names. */
function angleOf(index: number): number {
  const gap = 0.55
  const turn = (index * 0.618_034) % 1
  return -Math.PI / 2 + gap + turn * (2 * Math.PI - 2 * gap)
}

/** Keeps dots apart that wait at the same place. */
function spread(index: number, width: number): number {
  return (((index * 7) % 11) / 10 - 0.5) * width
}

function arrive(dot: MovingDot): void {
  const last = dot.stops.pop()
  dot.stops.length = 0
  if (last === undefined) return
  dot.radius = last.radius
  dot.state = last.state
}

/** So fast that it is there soon after its request has ended: nothing is pending then. */
function hurryOf({ stops, radius, stayLeft }: MovingDot): number {
  let at = radius
  let need = Math.max(0, stayLeft)
  for (const stop of stops) {
    need += Math.abs(stop.radius - at) / SPEED + stop.stayMs
    at = stop.radius
  }
  return Math.max(1, need / END_MS)
}

function travel(dot: MovingDot, ms: number): void {
  // Whoever is behind hurries, so that the drawing is never far from the truth.
  const hurry = dot.hurry ?? Math.max(1, dot.stops.length - 1)
  if (dot.stayLeft > 0) {
    dot.stayLeft -= ms * hurry
    return
  }
  const [stop] = dot.stops
  if (stop === undefined) return
  dot.state = stop.state
  const way = stop.radius - dot.radius
  const step = SPEED * ms * hurry
  if (Math.abs(way) > step) {
    dot.radius += Math.sign(way) * step
    return
  }
  dot.radius = stop.radius
  dot.stayLeft = stop.stayMs
  dot.stops.shift()
}
