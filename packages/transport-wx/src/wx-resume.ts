import { anObject, checkOptions, type ResumeSource } from '@allium/core'
import { hasMethod, hostOr } from './find-host'
import type { ResumeHost } from './host'

/** What tells that the app is back. */
export interface WxResumeOptions {
  /** `uni`, `Taro`, `my`, or a fake. @default the global `wx`, looked up when it is listened to */
  readonly host?: ResumeHost | undefined
}

/**
 * Tells a session, or `retry` of core, when trying again is worth it: the app comes back to
 * the front, or has a network while it is there. The first show of a launch is no coming back.
 *
 * @example
 * import { createSession } from '@allium/middleware-auth'
 * import { wxResume } from '@allium/transport-wx'
 *
 * const session = createSession({ refresh, onResume: wxResume() })
 *
 * @throws TypeError for wrong options, and for a host that tells of neither.
 */
export function wxResume(options: WxResumeOptions = {}): ResumeSource {
  checkOptions('wxResume', options, { host: anObject })
  if (options.host !== undefined) check(options.host)
  return (listener, onHidden) => {
    const host = hostOr(options.host)
    check(host)
    const hearsOfHiding = hasMethod(host, 'onAppHide')
    const hearsOfShows = hasMethod(host, 'onAppShow')
    let phase: 'front' | 'hidden' | 'over' = 'front'
    const ways: Ways = {
      AppHide() {
        // Where no show is told, it would be hidden for ever.
        if (phase !== 'front' || !hearsOfShows) return
        phase = 'hidden'
        onHidden?.()
      },
      AppShow() {
        // A host calls it for the launch, too. Where none tells of hiding, that one counts.
        const isBack = phase === 'hidden' || (phase === 'front' && !hearsOfHiding)
        if (phase === 'hidden') phase = 'front'
        if (isBack) listener('shown')
      },
      // In the background there is no network; the show will tell.
      NetworkStatusChange({ isConnected }) {
        if (isConnected && phase === 'front') listener('online')
      },
    }
    each('on', host, ways)
    return () => {
      phase = 'over'
      each('off', host, ways)
    }
  }
}

/** By what a host tells, without the `on` or `off` in front. */
interface Ways {
  AppHide(): void
  AppShow(): void
  NetworkStatusChange(status: { readonly isConnected: boolean }): void
}

/** Listens, or listens no more, in each way that the host has. */
function each(direction: 'on' | 'off', host: object, ways: Ways): void {
  for (const [name, listener] of Object.entries(ways)) {
    const method = (host as Record<string, unknown>)[direction + name]
    if (typeof method === 'function') method.call(host, listener)
  }
}

function check(host: ResumeHost): void {
  if (hasMethod(host, 'onAppShow') || hasMethod(host, 'onNetworkStatusChange')) return
  throw new TypeError(
    '[wxResume] `host` must have `onAppShow` or `onNetworkStatusChange`',
  )
}
