import type { AbortSignalLike } from '@allium/core'
import type { Outcome } from './commands'
import type { Setup } from './setup'
import type { Storage } from './storage'
import { ownerOf } from './tokens'

/** Something that was sent, and how that ended. */
export interface Sent {
  /** Counts all that was sent, from 0. */
  readonly order: number
  /** Whose request it is; `undefined` for a refresh. */
  readonly call: Asked | undefined
  /** The access token that it was signed with, or that a refresh is to replace. */
  readonly token: string | undefined
  /** The refresh token that a refresh shows. */
  readonly shown: string | undefined
  /** Ends the exchange. */
  readonly signal: AbortSignalLike
  /** How it ended for the session; `late` is what came when nobody listened any more. */
  end?: 'answered' | 'lost' | 'unsent' | 'late'
  status?: number
  outcome?: Outcome
  /** The access token that its answer brought. */
  brought?: string | undefined
  /** Whether its session was over when the answer came. */
  isOfThePast?: boolean
}

/** A promise that was given, and what became of it. */
export interface Asked {
  readonly name: string
  readonly kind: 'request' | 'exempt' | 'refresh' | 'other'
  readonly at: number
  /** In ms; 0: none. */
  readonly deadline: number
  /** Who was signed in when it was asked for, or, from nothing, when it was first signed. */
  session: string | undefined
  isAborted: boolean
  state: 'pending' | 'resolved' | 'rejected'
  result: unknown
  readonly sent: Sent[]
}

/** A session that is over, whose `logout` has not been heard yet. */
export interface Owed {
  readonly reason: 'user' | 'replaced'
  /** Whether the session did not know yet that there was one. */
  readonly isUnread: boolean
}

/** What is known of refreshes that failed in a row. */
export interface Setback {
  readonly token: string | undefined
  readonly count: number
  readonly at: number
}

/**
 * What a careful observer notes beside the engine: who is signed in, whose each token is,
 * what it was spent on, and what became of everything that was asked for.
 */
export class Ledger {
  /** How often it was asked for the time since the program went on. */
  looks = 0
  /** Everything in its order. */
  readonly log: string[] = []
  /** The first invariant that did not hold. */
  broken: Error | undefined
  ignored = false
  /** Who is signed in, as far as the world knows. */
  current: string | undefined
  readonly ended = new Set<string>()
  /** Whether the session has read its storage, for something has left. */
  hasRead = false
  /** Whether it has shown that it knows of the current one. */
  isKnown = false
  /** Whether a session has ended, and no one has signed in since, nor asked for a refresh. */
  isClosed = false
  readonly wire: Sent[] = []
  readonly asked: Asked[] = []
  readonly owed: Owed[] = []
  /** Access tokens that there is a reason to renew. */
  readonly spent = new Set<string>()
  /** When a token that has an end was asked for, in ms. */
  readonly bornAt = new Map<string, number>()
  /** Refresh tokens that an answer has replaced. */
  readonly replaced = new Set<string>()
  /** Access tokens that a refresh brought, and those of them that were announced. */
  readonly landed = new Set<string>()
  readonly announced = new Set<string>()
  /** Which exchange brought a token: the later, the newer. */
  readonly issuedBy = new Map<string, number>()
  /** The newest token that the session has shown. */
  newest = -1
  /** What had been sent when the last session began or ended. */
  beganAt = 0
  /** What was sent before counts no more for how often an answer was lost. */
  rearmedAt = 0
  /** When the refreshes of this session began, in ms. */
  departures: number[] = []
  setback: Setback | undefined
  isByHand = false
  hasRefreshToken = false
  /** Events of flights. */
  readonly told = { all: 0, start: 0, ended: 0, refresh: 0, absent: 0 }
  /** How many of them each client was told. */
  readonly heard: number[] = []
  /** When the last flight began, in ms, and whether that was asked for by hand. */
  departedAt = 0
  isAskedByHand = false
  /** Until when the server asks to be left alone, in ms. */
  busyUntil = 0

  constructor(
    readonly setup: Setup,
    readonly tools: {
      readonly now: () => number
      readonly storage: () => Storage
      /** The session's access token; asking may make it read the storage. */
      readonly token: () => string | undefined
    },
  ) {}

  get now(): number {
    return this.tools.now()
  }

  /** A session begins. */
  begin(session: string, hasRefreshToken: boolean): void {
    this.current = session
    this.hasRefreshToken = hasRefreshToken
    this.isClosed = false
    this.isKnown = true
    this.restart()
  }

  /** The current session is over. */
  end(): void {
    if (this.current !== undefined) this.ended.add(this.current)
    // Whoever was about to be signed in from nothing is not any more.
    for (const token of this.landed) this.ended.add(ownerOf(token))
    this.current = undefined
    this.isClosed = true
    this.restart()
  }

  private restart(): void {
    this.hasRead = true
    this.departures = []
    this.setback = undefined
    this.busyUntil = 0
    this.beganAt = this.wire.length
    this.rearmedAt = this.beganAt
    this.newest = -1
  }

  /** Whether there was a reason to renew a token. */
  isSpent(token: string): boolean {
    const bornAt = this.bornAt.get(token)
    const { lifetimeMs } = this.setup
    // The margin is a third of the lifetime at the most.
    const isNearItsEnd = bornAt !== undefined && this.now - bornAt >= (lifetimeMs * 2) / 3
    return this.spent.has(token) || isNearItsEnd
  }

  /** Whether a token is known to live still. */
  isAlive(token: string): boolean {
    const bornAt = this.bornAt.get(token)
    return bornAt !== undefined && this.now - bornAt < this.setup.lifetimeMs
  }
}

/** Whether the wire is not done with it. */
export function isOpen({ end, signal }: Sent): boolean {
  return end === undefined && !signal.aborted
}
