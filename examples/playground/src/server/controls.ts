import type { Backends, Served } from './backends'

/** What a server tells of itself: the other half of every count on the page. */
export interface ServerState {
  readonly latencyMs: number
  /** Requests since the last reset, refreshes included. */
  readonly requests: number
  readonly unauthorized: number
  readonly refreshes: number
  /** The most requests with a token that were under way at once. */
  readonly atOnce: number
}

/** Does what a control of the page asks for. */
export type Action = (served: Served, body: Record<string, unknown>) => unknown

const actions: Readonly<Record<string, Action>> = {
  expire: ({ server }) => server.expireAccess(),
  revoke: ({ revoke }) => revoke(),
  drop: ({ server }) => server.dropRefreshAnswer(1),
  hang: ({ hang }, { on }) => hang.set(on === true),
  latency({ server }, { ms }) {
    if (!(typeof ms === 'number' && ms >= 0 && ms <= 5_000)) {
      throw new TypeError('ms must be 0 to 5000')
    }
    server.latencyMs = ms
  },
  heal,
  /** Counts anew. */
  count: ({ server }) => server.wire.clear(),
  reset(served) {
    const { server, latencyMs } = served
    heal(served)
    server.latencyMs = latencyMs
    server.wire.clear()
  },
}

function heal({ server, hang }: Served): void {
  hang.set(false)
  server.rejectRefresh(false)
  server.dropRefreshAnswer(0)
}

/**
 * Carries out `/control/<backend>/<action>`, or `/control/code`; gives what is answered, or
 * `undefined` where there is no such thing.
 *
 * @throws TypeError for a body that makes no sense.
 */
export function control(
  backends: Backends,
  path: string,
  body: Record<string, unknown>,
): ServerState | { readonly code: string } | undefined {
  const [, , name = '', action = ''] = path.split('/')
  if (name === 'code') {
    const { user } = body
    if (typeof user !== 'string' || user === '') throw new TypeError('user is required')
    return { code: backends.codes.issue(user) }
  }
  const found = Object.entries(backends.served).find(([key]) => key === name)
  const run = action === '' ? () => {} : actions[action]
  if (found === undefined || run === undefined) return undefined
  const [, served] = found
  run(served, body)
  return stateOf(served)
}

function stateOf({ server, refreshPath }: Served): ServerState {
  const { wire, latencyMs } = server
  return {
    latencyMs,
    requests: wire.count(),
    unauthorized: wire.count({ status: 401 }),
    refreshes: wire.count({ path: refreshPath }),
    atOnce: wire.maxInFlight,
  }
}
