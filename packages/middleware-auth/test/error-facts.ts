import type { AuthErrorCode } from '../src/index'

/** What an error says of itself. */
export interface Facts {
  readonly retryable: boolean
  readonly sessionEnded: boolean
}

const passing: Facts = { retryable: true, sessionEnded: false }
const faulty: Facts = { retryable: false, sessionEnded: false }
const over: Facts = { retryable: false, sessionEnded: true }

/**
 * What the errors of requests say under each code, the usual first; all of it is said on
 * some way there, and nothing else on any. The tables of the documents are held against it.
 */
export const facts: Readonly<Record<AuthErrorCode, readonly [Facts, Facts?]>> = {
  expired: [over],
  'refresh-transient': [passing],
  'refresh-rejected': [over],
  'refresh-timeout': [passing],
  // Once it is not asked for by itself any more.
  'refresh-ambiguous': [passing, faulty],
  'refresh-refused': [faulty],
  'invalid-refresh-answer': [passing],
  'refresh-loop': [faulty],
  'refresh-window': [passing],
  'cooling-down': [passing],
  'session-changed': [over],
  // Where the storage could not be read.
  'no-credential': [over, passing],
  'too-many-held': [passing],
  disposed: [over],
}
