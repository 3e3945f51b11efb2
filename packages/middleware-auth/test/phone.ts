import { type Clock, RequestError } from '@allium/core'
import type { ManualClock } from '@allium/testing'
import type { Credential, RefreshHook, SessionOptions } from '../src/index'
import { type Bench, type BenchOptions, bench, ORIGIN } from './bench'

/** A bench on a phone. */
export interface App extends Bench {
  /** Whether the session listens for what is told. */
  readonly isHeard: boolean
  /** Brings the app to the front, or the network back. */
  tell(what: 'shown' | 'online'): void
}

export function app(
  session: Partial<SessionOptions> = {},
  start: BenchOptions = {},
): App {
  let listener: ((what: 'shown' | 'online') => void) | undefined
  const onResume: SessionOptions['onResume'] = hear => {
    listener = hear
    return () => {
      listener = undefined
    }
  }
  const t = bench({ ...start, session: { onResume, ...session } })
  const phone = { isHeard: { get: () => listener !== undefined } }
  return Object.assign(Object.defineProperties(t, phone) as App, {
    tell: (what: 'shown' | 'online') => listener?.(what),
  })
}

/** A refresh that the phone cuts off when its app goes to the back: it may have arrived. */
export const interrupted: RequestError = new RequestError('interrupted', {
  request: { method: 'POST', url: `${ORIGIN}/refresh` },
  message: 'the app went to the back',
  sent: true,
})

/** A login by code, each time with a fresh one. */
export function byCode(): { readonly hook: RefreshHook; readonly given: Credential[] } {
  const given: Credential[] = []
  const hook: RefreshHook = async ({ credential, send }) => {
    given.push(credential)
    const data = { code: `code ${given.length}` }
    const answer = await send<Credential>({ method: 'POST', url: '/login', data })
    return answer.data
  }
  return { hook, given }
}

/** A clock that somebody sets; timers do not feel it. */
export function settable(clock: () => ManualClock): Clock & { set(ms: number): void } {
  let offset = 0
  return {
    now: () => clock().now() + offset,
    setTimeout: (fn, ms) => clock().setTimeout(fn, ms),
    clearTimeout: id => clock().clearTimeout(id),
    set(ms) {
      offset += ms
    },
  }
}
