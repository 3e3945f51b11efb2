import { checkOptions, type ResumeSource } from '@allium/core'
import {
  aPage,
  hostDocument,
  hostWindow,
  type PageDocument,
  type PageEvents,
} from './page'

/** What tells that a page is back. */
export interface WebResumeOptions {
  /** @default the global document, looked up when somebody listens */
  readonly document?: PageDocument | undefined
  /** @default the global window, looked up when somebody listens */
  readonly window?: PageEvents | undefined
}

/**
 * Tells a session when trying again is worth it: the page is seen again, or has a network
 * while it is seen.
 *
 * @example
 * import { createSession } from '@allium/middleware-auth'
 * import { webResume } from '@allium/transport-fetch'
 *
 * const session = createSession({ refresh, onResume: webResume() })
 *
 * @throws TypeError for wrong options.
 */
export function webResume(options: WebResumeOptions = {}): ResumeSource {
  checkOptions('webResume', options, { document: aPage, window: aPage })
  return listener => {
    const { document = hostDocument(), window = hostWindow() } = options
    const whenSeen = (what: 'shown' | 'online') => () => {
      // Of a network that is back behind other tabs, the show will tell.
      if (document === undefined || document.visibilityState === 'visible') listener(what)
    }
    const [onShown, onOnline] = [whenSeen('shown'), whenSeen('online')]
    document?.addEventListener('visibilitychange', onShown)
    window?.addEventListener('online', onOnline)
    return () => {
      document?.removeEventListener('visibilitychange', onShown)
      window?.removeEventListener('online', onOnline)
    }
  }
}
