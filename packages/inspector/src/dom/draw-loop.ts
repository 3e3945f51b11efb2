/** What a page has to draw with; its `window` fits. */
export interface Frames {
  requestAnimationFrame(run: () => void): number
  cancelAnimationFrame(frame: number): void
  setTimeout(run: () => void, ms: number): unknown
  clearTimeout(timer: never): void
}

/** Draws when it is asked to, once for all who ask before the next frame. */
export interface DrawLoop {
  ask(): void
  /** For good. */
  stop(): void
}

/** How often something that lasts is drawn anew, in ms. */
const TICK_MS = 80

/** @param draw tells whether something lasts, and has to be drawn again by itself. */
export function drawLoop(frames: Frames, draw: () => boolean): DrawLoop {
  let frame: number | undefined
  let timer: unknown
  let isOver = false
  const run = () => {
    frame = undefined
    frames.clearTimeout(timer as never)
    if (draw()) timer = frames.setTimeout(ask, TICK_MS)
  }
  const ask = () => {
    if (!isOver) frame ??= frames.requestAnimationFrame(run)
  }
  return {
    ask,
    stop() {
      isOver = true
      if (frame !== undefined) frames.cancelAnimationFrame(frame)
      frames.clearTimeout(timer as never)
    },
  }
}
