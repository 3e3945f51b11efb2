import type { BackendName } from './catalog'
import { en } from './strings-en'
import { zh } from './strings-zh'

export type Locale = 'en' | 'zh'

/** How a burst of requests came out; what the caption tells. */
export interface Tally {
  readonly requests: number
  readonly answered: number
  readonly failed: number
  readonly refused: number
  /** Of the failed, those that nobody was signed in for. */
  readonly unsigned: number
  readonly refreshes: number
  readonly logouts: number
}

/** All that the page says. */
export interface Strings {
  readonly title: string
  readonly lead: string
  readonly language: string
  readonly backend: string
  readonly backends: Readonly<Record<BackendName, readonly [name: string, about: string]>>
  readonly tryIt: string
  readonly scenarios: Readonly<
    Record<ScenarioName, readonly [title: string, about: string]>
  >
  readonly byHand: string
  readonly groups: Readonly<Record<'send' | 'server' | 'user', string>>
  readonly send: (count: number) => string
  readonly abort: string
  readonly expire: string
  readonly revoke: string
  readonly refuseLogin: string
  readonly drop: string
  readonly hang: string
  readonly latency: string
  readonly signIn: string
  readonly signOut: string
  readonly users: Readonly<Record<string, string>>
  readonly signedInAs: (user: string) => string
  readonly signedOut: string
  readonly done: Readonly<Record<'expire' | 'revoke' | 'drop' | 'hang' | 'heal', string>>
  readonly counters: Readonly<Record<CounterName, string>>
  readonly countersTitle: string
  readonly serverSaw: (
    requests: number,
    refreshes: number,
    unauthorized: number,
    atOnce: number,
  ) => string
  readonly outside: string
  readonly core: string
  readonly onion: string
  readonly colours: Readonly<Record<Colour, string>>
  readonly idle: string
  readonly holding: (held: number) => string
  readonly refreshing: string
  readonly going: (pending: number) => string
  readonly outcome: (tally: Tally) => string
  readonly inspector: string
  readonly code: string
  readonly codeAbout: string
  readonly copy: string
  readonly copied: string
  /** Where a page may not write to the clipboard. */
  readonly selected: string
  readonly loading: string
  readonly noServer: string
}

export type ScenarioName = 'twenty' | 'storm' | 'refused' | 'lost'

export type Colour = 'queued' | 'sent' | 'held' | 'refresh' | 'answered' | 'failed'

export type CounterName =
  | 'requests'
  | 'answered'
  | 'failed'
  | 'refused'
  | 'refreshes'
  | 'replays'
  | 'pending'
  | 'logouts'

export const strings: Readonly<Record<Locale, Strings>> = { en, zh }
