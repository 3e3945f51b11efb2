import type { AbortSignalLike } from './abort-controller'
import type { Clock } from './clock'
import { Span } from './span'

/** How a loading looks; what is left out is the view's own. */
export interface LoadingLook {
  readonly title?: string | undefined
  /** Keeps taps from what is below. */
  readonly mask?: boolean | undefined
}

/** What shows and hides: the screen is the host's, so it is given to the layer. */
export interface LoadingView {
  show(look?: LoadingLook): unknown
  hide(): unknown
  /** Needed for error toasts alone. */
  toast?(text: string, durationMs: number): unknown
}

/** Who looks at the screen, as long as its signal has not fired. */
type Audience = AbortSignalLike | undefined

/** How long things stay, in ms; each may be 0. */
export interface ScreenTimes {
  readonly delayMs: number
  readonly minMs: number
  readonly bridgeMs: number
  readonly toastMs: number
}

/**
 * One place that a loading and a toast share: WeChat shows one at a time, and hiding one
 * hides the other. Whatever happens, `update` looks at what is wanted and what still has
 * to stay, and takes the steps that may be taken now, one after the other.
 */
export class Screen {
  private wanting = 0
  private isShown = false
  private isStepping = false
  private look: LoadingLook = {}
  /** What is to be said next, and what was said last. */
  private next: { readonly text: string; readonly audience: Audience } | undefined
  private said: string | undefined
  /** Before a loading shows; after it has shown; after nobody wants it; while a toast stands. */
  private readonly delay: Span
  private readonly minimum: Span
  private readonly bridge: Span
  private readonly toast: Span

  constructor(
    private readonly view: LoadingView,
    private readonly times: ScreenTimes,
    clock: Clock,
  ) {
    const span = () => new Span(clock, () => this.update())
    this.delay = span()
    this.minimum = span()
    this.bridge = span()
    this.toast = span()
  }

  /** One more wants the loading. */
  want(look: LoadingLook): void {
    this.wanting += 1
    if (this.wanting > 1 || this.isShown) return
    this.look = look
    this.delay.start(this.times.delayMs)
    this.update()
  }

  /** One that wanted it no longer does. */
  leave(): void {
    this.wanting -= 1
    if (this.wanting > 0) return
    this.delay.stop()
    if (this.isShown) this.bridge.start(this.times.bridgeMs)
    this.update()
  }

  /**
   * Shows a toast once the loading is gone, unless its audience is gone by then; the same
   * words twice are said once.
   */
  tell(text: string, audience?: Audience): void {
    if (this.toast.runs && text === this.said) return
    this.next = { text, audience }
    this.update()
  }

  private get text(): string | undefined {
    return this.next?.audience?.aborted ? undefined : this.next?.text
  }

  private update(): void {
    // A view that makes a request of its own must not step in between.
    if (this.isStepping) return
    this.isStepping = true
    while (this.step()) {}
    this.isStepping = false
  }

  /** Whether there was a step to take. */
  private step(): boolean {
    const { view, text, times } = this
    if (this.isShown) {
      const stays = this.minimum.runs || (this.bridge.runs && text === undefined)
      if (this.wanting > 0 || stays) return false
      this.isShown = false
      quietly(() => view.hide())
    } else if (text !== undefined) {
      this.next = undefined
      this.said = text
      quietly(() => view.toast?.(text, times.toastMs))
      this.toast.start(times.toastMs)
    } else if (this.wanting > 0 && !this.delay.runs && !this.toast.runs) {
      this.isShown = true
      quietly(() => view.show(this.look))
      this.minimum.start(times.minMs)
    } else return false
    return true
  }
}

/** What the screen throws, or its promise rejects with, is no fault of the request. */
function quietly(act: () => unknown): void {
  try {
    Promise.resolve(act()).then(undefined, () => {})
  } catch {}
}
