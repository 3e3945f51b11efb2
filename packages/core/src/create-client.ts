import { checkOptions, type OptionRules } from './check-options'
import type { Client } from './client'
import { type Clock, canTime, hostClock } from './clock'
import { derive } from './derive-client'
import { createEvents } from './events'
import { aBoolean, aClock, aFunction, aLimit } from './option-rules'
import type { Transport } from './types'
import { isInsecure, urlFault } from './url'

/** What a client is made of. */
export interface ClientOptions {
  /** The core of the onion, `wxTransport()` say. */
  readonly transport: Transport
  /** Joined before every relative URL. @default '' */
  readonly baseURL?: string | undefined
  /** The method of `request` where it says none, in any letter case. @default 'GET' */
  readonly method?: string | undefined
  /** Limit of one attempt in ms, from the moment the host has it. @default 10_000 */
  readonly timeout?: number | undefined
  /** Limit in ms of everything: queue, holding, refresh, replays. @default none */
  readonly deadline?: number | undefined
  /** Which statuses are answers; every other rejects. @default 200 to 299 */
  readonly acceptStatus?: ((status: number) => boolean) | undefined
  /** Refuses `http://` before anything is sent, but to a loopback address. @default false */
  readonly httpsOnly?: boolean | undefined
  /** Time; a manual one in tests. @default the host's */
  readonly clock?: Clock | undefined
  /** Told what a listener threw; nothing else hears of it. @default dropped */
  readonly onFault?: ((fault: unknown) => void) | undefined
}

const rules: OptionRules = {
  transport: aFunction,
  baseURL: [isBase, 'an http(s) URL, or a path from `/`, without a query or hash'],
  method: [
    value => typeof value === 'string' && /^[a-z-]+$/i.test(value),
    'the name of an HTTP method',
  ],
  timeout: aLimit,
  deadline: aLimit,
  acceptStatus: aFunction,
  httpsOnly: aBoolean,
  clock: aClock,
  onFault: aFunction,
}

/**
 * Makes a client without layers; `use` adds them, from the outside in.
 *
 * @example
 * import { createClient, query } from '@allium/core'
 * import { wxTransport } from '@allium/transport-wx'
 *
 * const api = createClient({
 *   baseURL: 'https://api.example.com',
 *   transport: wxTransport(),
 * }).use(query())
 *
 * @throws TypeError for wrong options.
 */
export function createClient(options: ClientOptions): Client {
  checkOptions('createClient', options, rules, ['transport'])
  const { transport, baseURL = '', method = 'GET', timeout = 10_000, deadline } = options
  const { acceptStatus = is2xx, httpsOnly = false, clock = hostClock } = options
  const { onFault = () => {} } = options
  if (!canTime(clock) && (options.timeout ?? deadline) !== undefined) {
    throw new TypeError(
      '[createClient] `timeout` and `deadline` need timers, and this host has none: give a `clock`',
    )
  }
  if (httpsOnly && isInsecure(baseURL)) {
    throw new TypeError('[createClient] `baseURL` must be https where `httpsOnly` is set')
  }
  let ids = 0
  let last = 0
  return derive(
    {
      transport,
      defaults: { baseURL, method, timeout, deadline, acceptStatus, httpsOnly },
      clock,
      events: createEvents(onFault),
      nextId: () => {
        ids += 1
        return ids
      },
      // A clock that is turned back lets nobody pass those that wait.
      rising: at => {
        last = Math.max(last, at)
        return last
      },
    },
    [],
  )
}

function isBase(value: unknown): boolean {
  if (value === '') return true
  const isOne = typeof value === 'string' && /^(https?:|\/)[^?#]*$/i.test(value)
  return isOne && urlFault(value) === undefined
}

function is2xx(status: number): boolean {
  return status >= 200 && status < 300
}
