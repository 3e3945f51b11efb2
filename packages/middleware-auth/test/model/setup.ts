import fc from 'fast-check'

/** What a program runs on: a session and its host, in one of their many forms. */
export interface Setup {
  /** What stands in the storage at the start; `bare` has no refresh token. */
  readonly kept: 'pair' | 'bare' | 'nothing' | 'corrupt'
  readonly storage: 'sync' | 'async'
  /** What buys the next access token: a refresh token, or a code, from nothing. */
  readonly renewal: 'token' | 'code'
  /** Whether each token can be used only once, and each answer brings the next. */
  readonly lane: boolean
  readonly whenAnswerIsLost: 'try-again' | 'retry-once' | 'report'
  /** How long an access token lives, in ms; 0: it is not told. */
  readonly lifetimeMs: number
  /** Whether credentials say whose they are. */
  readonly subjects: boolean
  readonly clients: 1 | 2
  readonly maxReplays: 1 | 2
  /** How many exchanges the host lets go at once; 0: without limit. */
  readonly slots: 0 | 1 | 2
  /** How often a refresh is sent again within itself. */
  readonly retries: 0 | 1
  /** Whether a refresh takes a lock that others share. */
  readonly lock: boolean
  /** How the world ends: it answers all, or nothing more, or the app lets go. */
  readonly ending: 'answers' | 'silence' | 'dispose'
}

/** The plain form stands first, for that is what a counter-example is reduced to. */
export const setups: fc.Arbitrary<Setup> = fc.record({
  kept: fc.constantFrom<Setup['kept']>('pair', 'pair', 'pair', 'pair', 'bare', 'nothing', 'corrupt'),
  storage: fc.constantFrom<Setup['storage']>('sync', 'async'),
  renewal: fc.constantFrom<Setup['renewal']>('token', 'token', 'code'),
  lane: fc.constantFrom(false, false, true),
  whenAnswerIsLost: fc.constantFrom<Setup['whenAnswerIsLost']>(
    'try-again',
    'retry-once',
    'report',
  ),
  lifetimeMs: fc.constantFrom(0, 0, 90_000),
  subjects: fc.boolean(),
  clients: fc.constantFrom<Setup['clients']>(1, 2),
  maxReplays: fc.constantFrom<Setup['maxReplays']>(1, 1, 2),
  slots: fc.constantFrom<Setup['slots']>(0, 0, 1, 2),
  retries: fc.constantFrom<Setup['retries']>(0, 0, 0, 1),
  lock: fc.constantFrom(false, false, false, true),
  ending: fc.constantFrom<Setup['ending']>('answers', 'answers', 'silence', 'dispose'),
})
