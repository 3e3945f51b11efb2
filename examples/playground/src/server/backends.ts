import {
  type Backend,
  startP0,
  startP1,
  startP2,
  startP3,
  startP4,
} from '@allium/example-backends'
import { type Codes, createCodes } from './codes'
import { Hang } from './hang'

/** The names of the backends, as they stand in paths. */
export const backendNames = ['p0', 'p1', 'p2', 'p3', 'p4a', 'p4b'] as const

export type BackendName = (typeof backendNames)[number]

/** A backend, and what of it differs from the others. */
export interface Served {
  readonly server: Backend<unknown, unknown>
  /** Where it refreshes, as its wire log shows it. */
  readonly refreshPath: string
  /** By how much its answers are late when nothing else is said, in ms. */
  readonly latencyMs: number
  /** Whether the name of the backend stays in the path: its cookies are bound to it. */
  readonly keepsName: boolean
  /** Lets refreshes hang. */
  readonly hang: Hang
  /** Kills the refresh tokens; a backend without them refuses its logins. */
  revoke(): void
}

export interface Backends {
  readonly served: Readonly<Record<BackendName, Served>>
  readonly codes: Codes
  close(): Promise<void>
}

/** Slow enough to be followed with the eyes. */
const LATENCY_MS = 160

/** Starts all of them, each on a free port of this machine. */
export async function startBackends(): Promise<Backends> {
  const codes = createCodes()
  const { redeem, userOf } = codes
  const late = { latencyMs: LATENCY_MS }
  // One request at a time: it need not take all day.
  const single = { latencyMs: 80 }
  const p0 = await startP0({ ...late, rotate: false })
  const p1 = await startP1({ ...single, redeem, userOf })
  const p2 = await startP2({ ...late, redeem, userOf })
  const p3 = await startP3(late)
  const p4a = await startP4({ ...late, basePath: '/p4a/api' })
  const p4b = await startP4({ ...late, basePath: '/p4b/api', form: 'b' })
  const served: Record<BackendName, Served> = {
    p0: of(p0, '/Login/RefreshToken', () => p0.revoke()),
    p1: of(p1, '/v1/api/imiMini/login'),
    p2: of(p2, '/login'),
    p3: of(p3, '/token'),
    p4a: of(p4a, '/p4a/api/refresh-token', () => p4a.revoke()),
    p4b: of(p4b, '/p4b/api/v1/user/token/refresh', () => p4b.revoke()),
  }
  return {
    served,
    codes,
    async close() {
      await Promise.all(Object.values(served).map(({ server }) => server.close()))
    },
  }
}

function of(
  server: Backend<unknown, unknown>,
  refreshPath: string,
  revoke = () => server.rejectRefresh(true),
): Served {
  const keepsName = refreshPath.startsWith('/p4')
  const { latencyMs } = server
  const hang = new Hang(server)
  return { server, refreshPath, latencyMs, keepsName, hang, revoke }
}
