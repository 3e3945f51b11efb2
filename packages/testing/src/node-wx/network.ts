import { createAgents } from './agents'
import { failures, type RequestFailure } from './failures'
import { type EndFlight, type FlightListener, launch } from './flight'
import { createSlots, type Slots } from './slots'
import type { Timers } from './timers'
import type { WireRequest } from './wire-request'

/** What a test sees of the network, and does to it. */
export interface NetworkControl {
  /** Whether there is no network: at all, or for these urls. @default false */
  offline: boolean | ((url: string) => boolean)
  /** How many requests are on their way. */
  readonly inFlight: number
  /** How many requests wait because `concurrency` others are on their way. */
  readonly queued: number
  /** How many requests were handed to the network so far; offline ones are not. */
  readonly sent: number
  /** The most requests that were on their way together. */
  readonly peak: number
  /** What callbacks and listeners have thrown; WeChat only logs it. */
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
  /** Aborts everything, closes all connections and refuses what comes later. */
  dispose(): void
}

/** Makes a network that carries at most `concurrency` requests together. */
export function createNetwork(
  concurrency: number,
  timers: Timers,
  swallowed: readonly unknown[],
): Network {
  const agents = createAgents()
  const slots = createSlots(concurrency)
  const flights = new Set<EndFlight>()
  const sendings = new Set<{ abort: () => void }>()
  const count = { sent: 0 }
  const control = createControl(slots, flights, count, swallowed)
  let disposed = false

  const depart = (wire: WireRequest, listener: FlightListener): EndFlight | undefined => {
    const refused = disposed ? failures.aborted() : cutOff(control.offline, wire.url)
    if (refused !== undefined) {
      listener.onEnd({ ok: false, value: refused })
      return undefined
    }
    count.sent += 1
    return tracked(flights, listener, heard => launch(wire, agents, timers, heard))
  }
  const send: Network['send'] = (wire, listener) => {
    const sending = { abort: () => {} }
    sendings.add(sending)
    const onEnd: FlightListener['onEnd'] = ending => {
      sendings.delete(sending)
      listener.onEnd(ending)
    }
    sending.abort = queued(slots, { ...listener, onEnd }, heard => depart(wire, heard))
    return sending.abort
  }
  const dispose = (): void => {
    disposed = true
    for (const { abort } of [...sendings]) abort()
    agents.close()
  }
  return { control, send, dispose }
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

/** Departs once there is a slot; the result aborts, in the queue as on the way. */
function queued(
  slots: Slots,
  listener: FlightListener,
  depart: (listener: FlightListener) => EndFlight | undefined,
): () => void {
  let endFlight: EndFlight | undefined
  const leaveQueue = slots.take(release => {
    const onEnd: FlightListener['onEnd'] = ending => {
      release()
      listener.onEnd(ending)
    }
    endFlight = depart({ ...listener, onEnd })
  })
  return () => {
    if (endFlight !== undefined) endFlight(failures.aborted())
    else if (leaveQueue()) listener.onEnd({ ok: false, value: failures.aborted() })
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
): NetworkControl {
  return {
    offline: false,
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
