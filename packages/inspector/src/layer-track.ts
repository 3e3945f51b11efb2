import type { Entry } from './entry'
import type { LayerTime } from './row'

interface Frame {
  readonly layer: string
  readonly depth: number
  /** Since when the request is here, and not further inside. */
  since: number | undefined
}

type Total = { -readonly [Key in keyof LayerTime]: LayerTime[Key] }

/** Follows a request through its layers. */
export class LayerTrack {
  private readonly frames: Frame[] = []
  private readonly totals: Map<string, Total> = new Map()

  /** The layer that the request is in now. */
  get current(): string | undefined {
    return this.frames[this.frames.length - 1]?.layer
  }

  /** The layers it has been in, outermost first. */
  times(): LayerTime[] {
    return [...this.totals.values()].sort((a, b) => a.depth - b.depth)
  }

  take({ layer = '', step, at }: Entry): void {
    if (step === 'in') this.enter(layer, at)
    else this.move(layer, step, at)
  }

  private move(layer: string, step: Entry['step'], at: number): void {
    const index = this.frames.map(frame => frame.layer).lastIndexOf(layer)
    const frame = this.frames[index]
    if (frame === undefined) return
    if (step === 'back') {
      frame.since = at
      return
    }
    this.leave(frame, at)
    if (step === 'out') this.frames.splice(index)
  }

  private enter(layer: string, at: number): void {
    const depth = this.frames.length
    this.frames.push({ layer, depth, since: at })
    const key = `${depth} ${layer}`
    const total = this.totals.get(key) ?? { layer, depth, passes: 0, ownMs: 0 }
    total.passes += 1
    this.totals.set(key, total)
  }

  private leave(frame: Frame, at: number): void {
    const total = this.totals.get(`${frame.depth} ${frame.layer}`)
    if (total && frame.since !== undefined) total.ownMs += at - frame.since
    frame.since = undefined
  }
}
