import { createAgents } from './agents'
import { failures, type RequestFailure } from './failures'
import { type EndFlight, type FlightListener, launch } from './flight'
import { createSlots, type Slots } from './slots'
import { createSuspension } from './suspension'
import type { Timers } from './timers'
import type { WireRequest } from './wire-request'

/** What a test sees of the network, and does to it. */
export interface NetworkControl {
  /**
   * Whether there is no network: at all, or for these urls. Listeners of the network's
   * status are told when there is none at all, and when that is over. @default false
   */
  offline: boolean | ((url: string) => boolean)
  /** How many requests are on their way; uploads and downloads are requests too. */
  readonly inFlight: number
  /** How many requests wait because `concurrency` others are on their way. */
  readonly queued: number
  /** How many requests were handed to the network so far; offline ones are not. */
  readonly sent: number
  /** The most requests that were on their way together. */
  readonly peak: number
  /** What callbacks, listeners and lifecycle functions have thrown; WeChat only logs it. */
  readonly swallowed: readonly unknown[]
  /** Fails every request on its way, as five seconds in the background do. */
  interrupt(): void
}

/** The network of one host. */
export interface Network {
  /** What is handed to the test. */
  readonly control: NetworkControl
  /** Sends, or queues, a request; the result aborts it. */
  send(wire: WireRequest, listener: FlightListener): () => void
  /** The app goes to the background: nothing new is sent, and the old has five seconds. */
  hide(): void
  /** The app comes back to the foreground. */
  show(): void
  /** Aborts everything, closes all connections and refuses what comes later. */
  dispose(): void
}

/** Makes a network that carries at most `concurrency` requests together. */
export function createNetwork(
  concurrency: number,
  timers: Timers,
  swallowed: readonly unknown[],
  onStatus: (isConnected: boolean) => void = () => {},
): Network {
  const agents = createAgents()
  const slots = createSlots(concurrency)
  const flights = new Set<EndFlight>()
  const sendings = new Set<{ end: EndFlight }>()
  const count = { sent: 0 }
  const control = createControl(slots, flights, count, swallowed, onStatus)
  let disposed = false

  const endAll = (failure: () => RequestFailure): void => {
    for (const { end } of [...sendings]) end(failure())
  }
  const suspension = createSuspension(timers, () => endAll(failures.interrupted))
  const refusal = (url: URL): RequestFailure | undefined => {
    if (disposed) return failures.aborted()
    if (suspension.presence === 'suspended') return failures.interrupted()
    return cutOff(control.offline, url)
  }
  const depart = (wire: WireRequest, listener: FlightListener): EndFlight | undefined => {
    const refused = refusal(wire.url)
    if (refused !== undefined) {
      listener.onEnd({ ok: false, value: refused })
      return undefined
    }
    count.sent += 1
    return tracked(flights, listener, heard => launch(wire, agents, timers, heard))
  }
  const send: Network['send'] = (wire, listener) => {
    if (suspension.presence !== 'foreground') {
      listener.onEnd({ ok: false, value: failures.interrupted() })
      return () => {}
    }
    const sending: { end: EndFlight } = { end: () => {} }
    sendings.add(sending)
    const onEnd: FlightListener['onEnd'] = ending => {
      sendings.delete(sending)
      listener.onEnd(ending)
    }
    sending.end = queued(slots, { ...listener, onEnd }, heard => depart(wire, heard))
    return () => sending.end(failures.aborted())
  }
  const dispose = (): void => {
    disposed = true
    suspension.show()
    endAll(failures.aborted)
    agents.close()
  }
  const hide = (): void => {
    if (!disposed) suspension.hide()
  }
  return { control, send, hide, show: suspension.show, dispose }
}

/** Keeps a flight in the set for as long as it lasts. */
function tracked(
  flights: Set<EndFlight>,
  listener: FlightListener,
  start: (listener: FlightListener) => EndFlight,
): EndFlight {
  const endFlight = start({
    ...listener,
    onEnd: ending => {
      flights.delete(endFlight)
      listener.onEnd(ending)
    },
  })
  flights.add(endFlight)
  return endFlight
}

/** Departs once there is a slot; the result ends it, in the queue as on the way. */
function queued(
  slots: Slots,
  listener: FlightListener,
  depart: (listener: FlightListener) => EndFlight | undefined,
): EndFlight {
  let endFlight: EndFlight | undefined
  const leaveQueue = slots.take(release => {
    const onEnd: FlightListener['onEnd'] = ending => {
      release()
      listener.onEnd(ending)
    }
    endFlight = depart({ ...listener, onEnd })
  })
  return failure => {
    if (endFlight !== undefined) endFlight(failure)
    else if (leaveQueue()) listener.onEnd({ ok: false, value: failure })
  }
}

function cutOff(
  offline: NetworkControl['offline'],
  url: URL,
): RequestFailure | undefined {
  const isOffline = typeof offline === 'function' ? offline(url.href) : offline
  return isOffline ? failures.offline() : undefined
}

function createControl(
  slots: Slots,
  flights: ReadonlySet<EndFlight>,
  count: { readonly sent: number },
  swallowed: readonly unknown[],
  onStatus: (isConnected: boolean) => void,
): NetworkControl {
  let offline: NetworkControl['offline'] = false
  return {
    get offline(): NetworkControl['offline'] {
      return offline
    },
    set offline(given) {
      const wasConnected = offline !== true
      offline = given
      const isConnected = offline !== true
      if (isConnected !== wasConnected) onStatus(isConnected)
    },
    get inFlight(): number {
      return slots.taken
    },
    get queued(): number {
      return slots.waiting
    },
    get sent(): number {
      return count.sent
    },
    get peak(): number {
      return slots.peak
    },
    swallowed,
    interrupt: () => {
      for (const endFlight of [...flights]) endFlight(failures.interrupted())
    },
  }
}
