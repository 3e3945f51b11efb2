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
  /** What becomes of a lost answer; `by-code`: the hook signs in without the token. */
  readonly whenAnswerIsLost: 'try-again' | 'retry-once' | 'report' | 'by-code'
  /** How long an access token lives, in ms; 0: it is not told. */
  readonly lifetimeMs: number
  /** Whether credentials say whose they are. */
  readonly subjects: boolean
  readonly clients: 1 | 2
  readonly maxReplays: 1 | 2
  /** Whether a layer outside sends once more what was answered with 500. */
  readonly isRetried: boolean
  /** Whether a 403 means that the session is over. */
  readonly isStrict: boolean
  /** How many exchanges the host lets go at once; 0: without limit. */
  readonly slots: 0 | 1 | 2
  /** How often a refresh is sent again within itself. */
  readonly retries: 0 | 1
  /** Whether a refresh takes a lock that others share. */
  readonly lock: boolean
  /** How long requests wait for the first sign-in, in ms; 0: not at all. */
  readonly launchMs: 0 | 5_000
  /** How the world ends: it answers all, or nothing more, or the app lets go. */
  readonly ending: 'answers' | 'silence' | 'dispose'
}

/** The plain form of each comes first, for that is what a counter-example is reduced to. */
export const setups: fc.Arbitrary<Setup> = fc.record({
  kept: often<Setup['kept']>('pair', 65, 'bare', 'nothing', 'corrupt'),
  storage: fc.constantFrom('sync', 'async'),
  renewal: often<Setup['renewal']>('token', 67, 'code'),
  lane: often(false, 67, true),
  whenAnswerIsLost: fc.constantFrom('try-again', 'retry-once', 'report', 'by-code'),
  lifetimeMs: often(0, 67, 90_000),
  subjects: fc.boolean(),
  clients: fc.constantFrom(1, 2),
  maxReplays: often<Setup['maxReplays']>(1, 67, 2),
  isRetried: often(false, 80, true),
  isStrict: often(false, 80, true),
  slots: often<Setup['slots']>(0, 50, 1, 2),
  retries: often<Setup['retries']>(0, 75, 1),
  lock: often(false, 75, true),
  launchMs: often<Setup['launchMs']>(0, 85, 5_000),
  ending: often<Setup['ending']>('answers', 50, 'silence', 'dispose'),
})

/** One that it is so many times out of a hundred, and others. */
export function often<Value>(
  common: Value,
  percent: number,
  ...others: readonly Value[]
): fc.Arbitrary<Value> {
  return fc.oneof(
    { weight: percent, arbitrary: fc.constant(common) },
    { weight: 100 - percent, arbitrary: fc.constantFrom(...others) },
  )
}
