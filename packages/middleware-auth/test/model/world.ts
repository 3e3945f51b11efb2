import { type Call, type Client, createClient } from '@allium/core'
import {
  type AuthRequestOptions,
  auth,
  createSession,
  fromHeader,
  type NewCredential,
  type RefreshHook,
  type Session,
} from '@allium/middleware-auth'
import { type ManualClock, manualClock } from '@allium/testing'
import type { Scheduler } from 'fast-check'
import { check } from './broken'
import type { EventName, Reaction } from './commands'
import { type Asked, Ledger } from './ledger'
import { onLook } from './on-session'
import { onSettle } from './on-settle'
import type { Setup } from './setup'
import { CallerSignal } from './signal'
import { Slots } from './slots'
import { Storage } from './storage'
import { Mint, ownerOf } from './tokens'
import { ORIGIN, type Shown, Wire } from './wire'

/** The refresh of the model; it says what it is to replace, so that it can be followed. */
const renew: RefreshHook = async ({ credential, send }) => {
  const { accessToken: of, refreshToken } = credential
  const data: Shown = { of, refreshToken }
  return (await send<NewCredential>({ method: 'POST', url: '/refresh', data })).data
}

/** A session, its clients and its host, with an observer beside them. */
export class World {
  readonly clock: ManualClock = manualClock(1_000)
  readonly ledger: Ledger
  readonly mint: Mint
  readonly storage: Storage
  readonly wire: Wire
  readonly slots: Slots | undefined
  readonly session: Session
  readonly clients: ReadonlyArray<Client<AuthRequestOptions>>
  readonly signals: CallerSignal[] = []
  readonly calls = new Map<Asked, { readonly call: Call; readonly signal: CallerSignal }>()
  readonly reactions: Array<{ readonly on: EventName; readonly by: Reaction }> = []
  failingLocks = 0
  /** Locks that are held. */
  locks = 0

  constructor(
    readonly setup: Setup,
    readonly scheduler: Scheduler,
  ) {
    const { clock } = this
    const { now } = clock
    const later = (label: string) => scheduler.schedule(Promise.resolve(), label)
    this.ledger = new Ledger(setup, {
      now,
      storage: () => this.storage,
      token: () => this.session.credential()?.accessToken,
    })
    const { ledger } = this
    this.mint = new Mint(setup)
    this.storage = new Storage(this.keptAtStart(), {
      isAsync: setup.storage === 'async',
      later,
      now,
      log: line => ledger.log.push(line),
    })
    this.wire = new Wire(ledger, this.mint, later)
    this.slots = setup.slots === 0 ? undefined : new Slots(setup.slots, later)
    this.session = this.sessionOf(later)
    const transport = this.wire.transport(this.slots)
    this.clients = Array.from({ length: setup.clients }, () =>
      createClient({ transport, clock, baseURL: ORIGIN }).use(
        auth({ session: this.session, maxReplays: setup.maxReplays }),
      ),
    )
  }
}
