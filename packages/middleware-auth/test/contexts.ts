import {
  type Credential,
  type CredentialStorage,
  createSession,
  type Session,
  type SessionOptions,
} from '../src/index'
import { type AuthClient, type Bench, drain, p0, type Tracked } from './bench'

/** One more context on a bench's wire and clock: a tab, or a copy of the app. */
export interface Context {
  readonly session: Session
  readonly client: AuthClient
  /** What its session announced, with the reason of each `logout`. */
  readonly told: readonly string[]
  get(url: string): Tracked
}

export function contextOf(t: Bench, options: Partial<SessionOptions> = {}): Context {
  const told: string[] = []
  const { storage, clock } = t
  const session = createSession({ refresh: p0, storage, clock, ...options })
  for (const name of ['refresh:start', 'refresh', 'refresh:error'] as const) {
    session.on(name, () => told.push(name))
  }
  session.on('logout', ({ reason }) => told.push(`logout ${reason}`))
  const client = t.clientOf({}, session)
  return { session, client, told, get: url => t.request({ url }, client) }
}

/** Held by a 401, some time after the storage was read; `before` happens in between. */
export async function expireLater(
  t: Bench,
  paths: readonly string[],
  before: () => unknown = () => {},
): Promise<readonly Tracked[]> {
  const calls = paths.map(path => t.get(path))
  await drain()
  await t.clock.advance(1)
  before()
  for (const path of paths) t.at(path).reply(401)
  await drain()
  return calls
}

/** A storage that several contexts have in common. */
export interface SharedStorage extends CredentialStorage {
  readonly kept: Credential | undefined
  readonly loads: number
  /** How many listen for writes. */
  readonly listening: number
  /** What the contexts did: `save a1`, `clear`. */
  readonly writes: readonly string[]
  /** Somebody else signs in, goes on with another credential, or signs out. */
  put(credential: Credential | undefined): void
}

/** It may tell of each write at once, the writer too, as a plain event emitter does. */
export function sharedStorage(
  kept: Credential | undefined,
  {
    answers = 'at once',
    tells = false,
  }: { readonly answers?: 'at once' | 'later'; readonly tells?: boolean } = {},
): SharedStorage {
  let loads = 0
  const listeners = new Set<() => void>()
  const writes: string[] = []
  const act = <Value>(effect: () => Value): Value | Promise<Value> =>
    answers === 'later' ? Promise.resolve().then(effect) : effect()
  const put = (credential: Credential | undefined) => {
    kept = credential
    for (const listener of [...listeners]) listener()
  }
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return {
    get kept() {
      return kept
    },
    get loads() {
      return loads
    },
    get listening() {
      return listeners.size
    },
    writes,
    put,
    load() {
      loads += 1
      return act(() => kept)
    },
    save(credential) {
      writes.push(`save ${credential.accessToken.replace('.secret', '')}`)
      return act(() => put(credential))
    },
    clear() {
      writes.push('clear')
      return act(() => put(undefined))
    },
    ...(tells && { subscribe }),
  }
}
