import { type Call, type Client, createClient } from '@allium/core'
import {
  type AuthRequestOptions,
  auth,
  createSession,
  type Session,
} from '@allium/middleware-auth'
import { type ManualClock, manualClock } from '@allium/testing'
import type { Scheduler } from 'fast-check'
import { check } from './broken'
import type { EventName, Reaction } from './commands'
import { type Asked, Ledger } from './ledger'
import { Locks } from './locks'
import { sessionOptions } from './session-options'
import type { Setup } from './setup'
import type { CallerSignal } from './signal'
import { Slots } from './slots'
import { type Later, Storage } from './storage'
import { Mint } from './tokens'
import { ORIGIN, Wire } from './wire'

/** A session, its clients and its host, with an observer beside them. */
export interface World {
  readonly setup: Setup
  readonly scheduler: Scheduler
  readonly clock: ManualClock
  readonly ledger: Ledger
  readonly mint: Mint
  readonly storage: Storage
  readonly wire: Wire
  readonly slots: Slots | undefined
  readonly locks: Locks
  readonly session: Session
  readonly clients: ReadonlyArray<Client<AuthRequestOptions>>
  readonly calls: Map<Asked, { readonly call: Call; readonly signal: CallerSignal }>
  /** What listeners are to do, each once. */
  readonly reactions: Array<{ readonly on: EventName; readonly by: Reaction }>
  /** Tells the app to come back. */
  resume(what: 'shown' | 'online'): void
}

/** Everybody is there, and nothing has happened yet. */
export function createWorld(setup: Setup, scheduler: Scheduler): World {
  const clock = manualClock(1_000)
  const later: Later = label => scheduler.schedule(Promise.resolve(), label)
  const mint = new Mint(setup)
  const ledger: Ledger = new Ledger(setup, {
    now: clock.now,
    storage: () => storage,
    token: () => session.credential()?.accessToken,
  })
  const storage = new Storage(keptAtStart(ledger, mint), {
    isAsync: setup.storage === 'async',
    later,
    now: clock.now,
    log: line => ledger.log.push(line),
  })
  const wire = new Wire(ledger, mint, later)
  const slots = setup.slots === 0 ? undefined : new Slots(setup.slots, later)
  const locks = new Locks(later)
  let resume: World['resume'] = () => {}
  const watched = { ...clock, now: watch(ledger, clock) }
  const session = createSession({
    ...sessionOptions(setup),
    clock: watched,
    storage,
    ...(setup.lock && { lock: locks.take }),
    onResume(listener) {
      resume = listener
      return () => {
        resume = () => {}
      }
    },
  })
  const transport = wire.transport(slots)
  const clients = Array.from({ length: setup.clients }, () =>
    createClient({ transport, clock: watched, baseURL: ORIGIN }).use(
      auth({ session, maxReplays: setup.maxReplays }),
    ),
  )
  return {
    ...{ setup, scheduler, clock, ledger, mint, storage, wire, slots, locks },
    ...{ session, clients, calls: new Map(), reactions: [] },
    resume: what => resume(what),
  }
}

/** Tells the time, and whether somebody asks for it without end. */
function watch(ledger: Ledger, clock: ManualClock): () => number {
  return () => {
    ledger.looks += 1
    check([neverSpins], undefined, ledger)
    if (ledger.broken) throw ledger.broken
    return clock.now()
  }
}

/** Nobody goes round in circles within one turn, where nothing else could ever run. */
function neverSpins(_: unknown, { looks }: Ledger) {
  return looks > 10_000 ? 'it goes round and round, and lets nobody else run' : undefined
}

/** Who is signed in from the start, as it stands in the storage. */
function keptAtStart(ledger: Ledger, mint: Mint): unknown {
  const { kept, lifetimeMs, renewal } = ledger.setup
  if (kept === 'nothing') return undefined
  if (kept === 'corrupt') return { accessToken: 7 }
  const { expiresIn, ...credential } = mint.credential('A0', kept === 'bare')
  ledger.current = 'A0'
  ledger.hasRefreshToken = renewal === 'token' && kept === 'pair'
  if (expiresIn === undefined) return credential
  ledger.bornAt.set(credential.accessToken, ledger.now)
  return { ...credential, expiresAt: ledger.now + lifetimeMs }
}
