import type { AbortSignalLike, Headers } from '@allium/core'
import type { Outcome } from './commands'
import type { Setup } from './setup'
import type { Storage } from './storage'
import { ownerOf } from './tokens'

/** When the session is made, in ms. */
export const STARTED_AT = 1_000

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
  readonly headers: Headers
  /** Ends the exchange. */
  readonly signal: AbortSignalLike
  /** How it ended for the session; `late` is what came when nobody listened any more. */
  end?: 'answered' | 'lost' | 'unsent' | 'late'
  status?: number
  outcome?: Outcome
  /** The access token that its answer brought. */
  brought?: string
  /** Whether its session was over when the answer came. */
  isOfThePast?: boolean
}

/** A promise that was given, and what became of it. */
export interface Asked {
  readonly name: string
  readonly kind: 'request' | 'exempt' | 'refresh' | 'other'
  /** In ms. */
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

/** Refreshes that failed in a row, and of which token. */
export interface Setback {
  readonly token: string | undefined
  readonly count: number
  /** When the last one did, in ms. */
  readonly at: number
}

/** What an observer needs to look around. */
export interface Sight {
  now(): number
  storage(): Storage
  /** The session's access token; asking may make it read the storage. */
  token(): string | undefined
}

/**
 * What a careful observer notes beside the engine: who is signed in, whose each token is,
 * what it was spent on, and what became of everything that was asked for.
 */
export class Ledger {
  /** Everything in its order. */
  readonly log: string[] = []
  /** The first invariant that did not hold. */
  broken: Error | undefined
  /** How often the time was asked for since the program went on. */
  looks = 0
  readonly wire: Sent[] = []
  readonly asked: Asked[] = []

  /** Who is signed in, as far as the world knows. */
  current: string | undefined
  /** The refresh token of that session. */
  refreshToken: string | undefined
  readonly ended: Set<string> = new Set()
  readonly owed: Owed[] = []
  /** Whether the session has read its storage, for something has left. */
  hasRead = false
  /** Whether it has shown that it knows of the current one. */
  isKnown = false
  /** Whether anybody has signed in or out since the start. */
  isLaunched = false
  /** Whether a session has ended, and nobody has asked for another. */
  isClosed = false
  /** What had been sent when the last session began or ended. */
  beganAt = 0

  /** Access tokens that there is a reason to renew. */
  readonly spent: Set<string> = new Set()
  /** When a token that has an end was asked for, in ms. */
  readonly bornAt: Map<string, number> = new Map()
  /** Refresh tokens that an answer has replaced. */
  readonly replaced: Set<string> = new Set()
  /** Access tokens that a refresh brought, and those of them that were announced. */
  readonly landed: Set<string> = new Set()
  readonly announced: Set<string> = new Set()
  /** Which exchange brought a token: the later, the newer. */
  readonly issuedBy: Map<string, number> = new Map()
  /** The newest that the session has shown. */
  newest = -1

  /** Whether the flight that begins now is asked for by hand, and whether the last was. */
  isByHand = false
  wasByHand = false
  /** Whose the last flight was, and when it began, in ms. */
  flightOf: string | undefined
  flightAt = 0
  /** When the refreshes of this session began, in ms. */
  departures: number[] = []
  setback: Setback | undefined
  /** Until when the server asks to be left alone, in ms. */
  busyUntil = 0
  /** What was sent before counts no more for how often an answer was lost. */
  rearmedAt = 0
  /** How many events there were: of all kinds, of flights that began and ended, and others. */
  readonly told: Record<'all' | 'start' | 'end' | 'refresh' | 'absent', number> = {
    ...{ all: 0, start: 0, end: 0, refresh: 0, absent: 0 },
  }
  /** How many of them each client was told. */
  readonly heard: number[] = []

  constructor(
    readonly setup: Setup,
    readonly sight: Sight,
  ) {}

  get now(): number {
    return this.sight.now()
  }

  note(line: string): void {
    this.log.push(line)
  }

  /** A session begins. */
  begin(session: string, refreshToken?: string): void {
    this.current = session
    this.refreshToken = refreshToken
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
    this.isLaunched = true
    this.hasRead = true
    this.newest = -1
    this.departures = []
    this.setback = undefined
    this.busyUntil = 0
    this.beganAt = this.wire.length
    this.rearmedAt = this.beganAt
  }
}

/** Whether the wire is not done with it. */
export function isOpen({ end, signal }: Sent): boolean {
  return end === undefined && !signal.aborted
}
