import {
  aClock,
  aFunction,
  aStay,
  type Clock,
  checkOptions,
  hostClock,
} from '@allium/core'
import { aHost, hostOr } from './find-host'
import type { PageHost } from './host'
import { swallowRejection } from './host-task'

/**
 * Why a session ended: the server `rejected` it, the `user` signed out, a sign-in
 * `replaced` it, it ended `elsewhere`, or there was none where one was needed (`absent`).
 */
export type LogoutReason = 'rejected' | 'user' | 'replaced' | 'elsewhere' | 'absent'

/** The part of a session that is needed here. */
export interface SessionEnds {
  /** Calls back when it ends; returns the way out. */
  on(
    name: 'logout',
    listener: (event: { readonly reason: LogoutReason }) => unknown,
  ): () => void
  /** `undefined` where nobody is signed in. */
  credential(): unknown
}

/** Which page, and when it opens. */
export interface LoginPageOptions {
  /** The login page's path, from `/`; it may have a query. */
  readonly url: string
  /** How long a toast that says why may stand before, in ms. @default 0 */
  readonly delayMs?: number | undefined
  /** The ends of a session that lead there. @default rejected, absent, elsewhere */
  readonly reasons?: readonly LogoutReason[] | undefined
  /** @default the global `wx`, looked up at each use */
  readonly host?: PageHost | undefined
  /** The pages that are open. @default the global `getCurrentPages` */
  readonly getCurrentPages?:
    | (() => ReadonlyArray<{ readonly route?: string }>)
    | undefined
  /** Time; a manual one in tests. @default the host's */
  readonly clock?: Clock | undefined
}

/** The way to the login page. */
export interface LoginPage {
  /** Opens it now, for a page that cannot do without a session; never twice. */
  open(): void
  /** Ends of a session lead there no more. */
  stop(): void
}

declare const getCurrentPages: LoginPageOptions['getCurrentPages']

/** All there are. */
const ends = ['rejected', 'user', 'replaced', 'elsewhere', 'absent']

/** How long a page may take to open; until then no second one is opened. */
const OPENING_MS = 1_000

/**
 * Opens the login page when a session has ended: once, not where it is open already, and
 * not when somebody has signed in meanwhile.
 *
 * @example
 * import { wxLoginPage } from '@allium/transport-wx'
 *
 * const loginPage = wxLoginPage(session, { url: '/pages/login/login', delayMs: 2_000 })
 *
 * @throws TypeError for wrong options.
 */
export function wxLoginPage(session: SessionEnds, options: LoginPageOptions): LoginPage {
  check(session, options)
  const { url, delayMs = 0, reasons = ['rejected', 'absent', 'elsewhere'] } = options
  const { clock = hostClock } = options
  const route = (url.split('?', 1)[0] as string).slice(1)
  let timer: unknown
  let phase: 'idle' | 'waiting' | 'opening' = 'idle'
  const rest = () => {
    phase = 'idle'
    clock.clearTimeout(timer)
  }
  const enter = (next: 'waiting' | 'opening', ms: number, run: () => void) => {
    rest()
    phase = next
    timer = clock.setTimeout(() => {
      phase = 'idle'
      run()
    }, ms)
  }
  // Called by the session or by a timer: neither can do anything about a host that fails.
  const open = () =>
    quietly(() => {
      const isNeeded = session.credential() === undefined && !isOpen(route, options)
      if (phase === 'opening' || !isNeeded) return
      enter('opening', OPENING_MS, () => {})
      openPage(url, hostOr(options.host))
    })
  const unsubscribe = session.on('logout', ({ reason }) => {
    if (phase !== 'idle' || !reasons.includes(reason)) return
    if (delayMs === 0) open()
    else enter('waiting', delayMs, open)
  })
  return {
    open,
    stop() {
      unsubscribe()
      rest()
    },
  }
}

/** Even below another page: who went on from the login page is not sent back there. */
function isOpen(route: string, options: LoginPageOptions): boolean {
  const pages =
    options.getCurrentPages ??
    (typeof getCurrentPages === 'function' ? getCurrentPages : () => [])
  return pages().some(page => page.route === route)
}

/** On top of what is open; where ten pages are open already, instead of them. */
function openPage(url: string, host: PageHost): void {
  const instead = () => quietly(() => host.reLaunch({ url, fail() {} }))
  quietly(() => host.navigateTo({ url, fail: instead }))
}

/** Taro's promise rejects besides calling `fail`. */
function quietly(act: () => unknown): void {
  try {
    swallowRejection(act())
  } catch {}
}

function check(session: SessionEnds, options: LoginPageOptions): void {
  if (typeof session?.on !== 'function' || typeof session.credential !== 'function') {
    throw new TypeError('[wxLoginPage] takes a session, as `createSession` makes one')
  }
  checkOptions(
    'wxLoginPage',
    options,
    {
      url: [
        value => typeof value === 'string' && /^\/[^/]/.test(value),
        'a path from `/`',
      ],
      delayMs: aStay,
      reasons: [
        value => Array.isArray(value) && value.every(each => ends.includes(each)),
        `a list of ${ends.join(', ')}`,
      ],
      host: aHost('navigateTo', 'reLaunch'),
      getCurrentPages: aFunction,
      clock: aClock,
    },
    ['url'],
  )
}
