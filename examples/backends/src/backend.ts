import type { IncomingHttpHeaders } from 'node:http'
import type { RefreshFaultControls, RefreshFaults } from './refresh-faults'
import { type Answer, type Call, type Caller, type Serving, serve } from './serve'
import { maskTokens } from './token'
import type { WireLog } from './wire-log'

/** The options that all backends have. */
export interface BackendOptions {
  /**
   * By how many real milliseconds each answer is late.
   * @default 0
   */
  latencyMs?: number
  /**
   * The port to listen on.
   * @default one that is free
   */
  port?: number
  /**
   * The clock of lifetimes and of the wire log.
   * @default Date.now
   */
  now?: () => number
}

/** What all backends are: a server, its log, what it counts, and ways to disturb it. */
export interface Backend<Credential, Stats> extends Serving, RefreshFaultControls {
  /**
   * Opens a session without a request, and gives what a client would keep.
   * @default 'u1'
   */
  signIn(user?: string): Credential
  /** Expires what was handed out so far to sign requests with: to `user`, or to everybody. */
  expireAccess(user?: string): void
  /** By how many real milliseconds each answer is late; read per request. */
  latencyMs: number
  /** What was counted so far: numbers of this moment, to be read anew. */
  readonly stats: Stats
}

/** What tells one backend from another. */
export interface BackendParts<Credential, Stats> {
  handle: (call: Call) => Answer | Promise<Answer>
  identify: (headers: IncomingHttpHeaders) => Caller | undefined
  /**
   * Keeps secrets out of the logged paths and queries.
   * @default maskTokens
   */
  mask?: (text: string) => string
  faults: RefreshFaults
  signIn: (user: string) => Credential
  expireAccess: (user?: string) => void
  stats: (wire: WireLog) => Stats
}

export async function startBackend<Credential, Stats>(
  { latencyMs = 0, port, now = Date.now }: BackendOptions,
  parts: BackendParts<Credential, Stats>,
): Promise<Backend<Credential, Stats>> {
  const { handle, identify, mask = maskTokens, faults } = parts
  const { signIn, expireAccess, stats } = parts
  const latency = { ms: latencyMs }
  const serving = await serve({
    port,
    handle,
    identify,
    mask,
    latencyMs: () => latency.ms,
    now,
  })
  return {
    ...serving,
    ...faults.controls,
    signIn: (user = 'u1') => signIn(user),
    expireAccess,
    get stats() {
      return stats(serving.wire)
    },
    get latencyMs() {
      return latency.ms
    },
    set latencyMs(ms) {
      latency.ms = ms
    },
  }
}
