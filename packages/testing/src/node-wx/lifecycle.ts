import type { Guard } from './guard'
import type { PageLifetimes, PageQuery } from './page-types'

/** The lifecycle functions of pages and of the app. */
export type LifecycleEvent = keyof PageLifetimes | 'onLaunch'

/** One thing in the life of a page or of the app. */
export interface LifecycleEntry {
  /** When, in ms since the host was made. */
  readonly at: number
  /** The page's path without a leading slash; `app` for the app. */
  readonly route: string
  /** Which function was called, or would have been if there were one. */
  readonly event: LifecycleEvent
  /** The query, with `onLoad`. */
  readonly query?: PageQuery
}

/** A page or the app. */
export interface LifecycleOwner {
  /** As it stands in the timeline. */
  readonly route: string
  /** What has the functions, and is their `this`. */
  readonly self: object
}

/** The lifecycle of one host. */
export interface Lifecycle {
  /** All that happened, in order. */
  readonly timeline: LifecycleEntry[]
  /**
   * Records an event, and calls the function of that name with this value; what it throws
   * is swallowed.
   */
  run(owner: LifecycleOwner, event: LifecycleEvent, value?: unknown): void
}

/** Makes an empty lifecycle. */
export function createLifecycle(now: () => number, guard: Guard): Lifecycle {
  const startedAt = now()
  const timeline: LifecycleEntry[] = []
  return {
    timeline,
    run: ({ route, self }, event, value) => {
      const query = event === 'onLoad' && { query: value as PageQuery }
      timeline.push({ at: now() - startedAt, route, event, ...query })
      const fn = (self as Record<string, unknown>)[event]
      if (typeof fn === 'function') guard(given => fn.call(self, given), value)
    },
  }
}
