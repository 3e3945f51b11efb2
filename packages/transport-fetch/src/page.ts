import type { OptionRules } from '@allium/core'

/** What tells events: the `window` of a page fits. */
export interface PageEvents {
  /** Listens for `storage` and `online`, or for `visibilitychange`. */
  addEventListener(type: string, listener: (event: object) => void): void
  /** Takes this listener away. */
  removeEventListener(type: string, listener: (event: object) => void): void
}

/** A page that is seen or hidden: its `document` fits. */
export interface PageDocument extends PageEvents {
  /** `visible` where the page is seen. */
  readonly visibilityState: string
}

declare const addEventListener: PageEvents['addEventListener'] | undefined
declare const removeEventListener: PageEvents['removeEventListener']
declare const document: PageDocument | undefined

/** The global window, or `undefined` where there is no page. */
export function hostWindow(): PageEvents | undefined {
  if (typeof addEventListener !== 'function') return undefined
  // Called as functions of their own: a browser's want its window, and no other object.
  return {
    addEventListener: (type, listener) => addEventListener?.(type, listener),
    removeEventListener: (type, listener) => removeEventListener(type, listener),
  }
}

/** The global document, or `undefined` where there is no page. */
export function hostDocument(): PageDocument | undefined {
  return typeof document === 'object' ? document : undefined
}

/** The rule of an option that takes one of the two. */
export const aPage: OptionRules[string] = [
  value => typeof Object(value).addEventListener === 'function',
  'an object with `addEventListener`',
]
