import {
  type Call,
  type Client,
  createClient,
  type Layer,
  replayable,
} from '@allium/core'
import {
  type AuthRequestOptions,
  auth,
  createSession,
  expiredOn,
  type Session,
} from '@allium/middleware-auth'
import { type ManualClock, manualClock } from '@allium/testing'
import type { Scheduler } from 'fast-check'
import type { EventName, Reaction } from './commands'
import { type Asked, Ledger, STARTED_AT } from './ledger'
import { Locks } from './locks'
import { Resume } from './resume'
import { sessionOptions } from './session-options'
import type { Setup } from './setup'
import type { CallerSignal } from './signal'
import { Slots } from './slots'
import { type Later, Storage } from './storage'
import { Mint } from './tokens'
import { watched } from './watched'
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
  /** The app's coming back. */
  readonly resume: Resume
  readonly session: Session
  readonly clients: ReadonlyArray<Client<AuthRequestOptions>>
  readonly calls: Map<Asked, { readonly call: Call; readonly signal: CallerSignal }>
  /** What listeners are to do, each once. */
  readonly reactions: Array<{ readonly on: EventName; readonly by: Reaction }>
}

/** Everybody is there, and nothing has happened yet. */
export function createWorld(setup: Setup, scheduler: Scheduler): World {
  const note = (line: string) => ledger.note(line)
  const later: Later = async label => {
    await scheduler.schedule(Promise.resolve(), label)
    note(label)
  }
  const real = manualClock(STARTED_AT)
  const { now } = real
  const token = () => session.credential()?.accessToken
  const ledger: Ledger = new Ledger(setup, { now, token, storage: () => storage })
  const mint = new Mint(setup)
  const isAsync = setup.storage === 'async'
  const storage = new Storage(keptAtStart(ledger, mint), { isAsync, later, now, note })
  const wire = new Wire(ledger, mint, later)
  const slots = setup.slots === 0 ? undefined : new Slots(setup.slots, later)
  const locks = new Locks(later)
  const resume = new Resume()
  const clock = watched(ledger, real)
  const session = createSession({
    ...sessionOptions(setup),
    ...{ clock, storage, onResume: resume.source },
    ...(setup.lock && { lock: locks.take }),
  })
  const transport = wire.transport(slots)
  const clients = Array.from({ length: setup.clients }, () =>
    clientOf(setup, session, createClient({ transport, clock, baseURL: ORIGIN })),
  )
  return {
    ...{ setup, scheduler, clock: real, ledger, mint, storage, wire, slots, locks },
    ...{ resume, session, clients, calls: new Map(), reactions: [] },
  }
}

/** Sends once more what was answered with 500. */
const again: Layer = replayable(async (ctx, next) => {
  await next()
  if (ctx.response?.status === 500) await next()
})

function clientOf(
  { isRetried, isStrict, maxReplays }: Setup,
  session: Session,
  base: Client,
): Client<AuthRequestOptions> {
  const expired = expiredOn()
  const outer = isRetried ? base.use(again) : base
  return outer.use(
    auth({
      session,
      maxReplays,
      classify: (response, request) =>
        isStrict && response.status === 403 ? 'rejected' : expired(response, request),
    }),
  )
}

/** Who is signed in from the start, as it stands in the storage. */
function keptAtStart(ledger: Ledger, mint: Mint): unknown {
  const { kept, lifetimeMs } = ledger.setup
  if (kept === 'nothing') return undefined
  if (kept === 'corrupt') return { accessToken: 7 }
  const { expiresIn, ...credential } = mint.credential('A0', kept === 'bare')
  ledger.current = 'A0'
  ledger.refreshToken = credential.refreshToken
  if (expiresIn === undefined) return credential
  ledger.bornAt.set(credential.accessToken, ledger.now)
  return { ...credential, expiresAt: ledger.now + lifetimeMs }
}
