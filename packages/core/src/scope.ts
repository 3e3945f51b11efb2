import { type AbortSignalLike, createAbortController } from './abort-controller'
import { checkOptions } from './check-options'
import type { Client } from './client'
import type { RequestOptions, SendOptions } from './types'

/** What becomes of a scope's requests when it ends. */
export interface ScopeOptions {
  /**
   * Which are aborted: those that only read (`GET`, `HEAD`, `OPTIONS`), all, or none. The
   * others go on, and show nothing more. @default 'reads'
   */
  readonly abort?: 'reads' | 'all' | 'none' | undefined
}

/** Requests that belong together, to a page say. */
export interface Scope<C> {
  /** The client to send them with. */
  readonly client: C
  /** Nobody looks at them any more: aborts, or silences, what is under way and what comes. */
  end(): void
}

/**
 * Binds requests to a page: when it goes, they are aborted, or go on without a loading or a
 * toast, so that a failure of one page is not told on the next.
 *
 * @example
 * import { createScope } from '@allium/core'
 *
 * Page({
 *   onLoad() {
 *     this.scope = createScope(api)
 *     this.scope.client.get('/feed').then(({ data }) => this.setData({ feed: data }))
 *   },
 *   onUnload() {
 *     this.scope.end()
 *   },
 * })
 *
 * @throws TypeError for what is no client, and for wrong options.
 */
export function createScope<C extends Pick<Client, 'request'>>(
  client: C,
  options: ScopeOptions = {},
): Scope<C> {
  const base = client as unknown as Client
  if (typeof base?.with !== 'function') {
    throw new TypeError('[createScope] takes a client, made by `createClient`')
  }
  checkOptions('createScope', options, {
    abort: [
      value => ['reads', 'all', 'none'].includes(value as string),
      'reads, all or none',
    ],
  })
  const { abort = 'reads' } = options
  const { signal: ended, abort: end } = createAbortController()
  const isAborted = ({ method }: RequestOptions) =>
    abort === 'all' || (abort === 'reads' && /^(GET|HEAD|OPTIONS)$/i.test(String(method)))
  const scoped = base.with(request => {
    // What has failed before the end may have its toast to come.
    const watched: SendOptions = Object.assign({}, request, { audience: ended })
    if (!isAborted(request)) return watched
    const { signal } = request
    return { ...watched, signal: signal ? either(signal, ended) : ended }
  })
  return { client: scoped as unknown as C, end: () => end() }
}

/** Fires with the first of two. */
function either(one: AbortSignalLike, other: AbortSignalLike): AbortSignalLike {
  const first = () => (one.aborted ? one : other)
  return {
    get aborted() {
      return first().aborted
    },
    get reason() {
      return first().reason
    },
    addEventListener(type, listener) {
      one.addEventListener(type, listener)
      other.addEventListener(type, listener)
    },
    removeEventListener(type, listener) {
      one.removeEventListener(type, listener)
      other.removeEventListener(type, listener)
    },
  }
}
