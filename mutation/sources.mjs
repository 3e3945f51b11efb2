/** The kernel's onion and settlement. */
const core = [
  'onion',
  'call',
  'call-errors',
  'context',
  'attempt',
  'exchange',
  'exchange-errors',
  'slot',
  'abort-controller',
  'create-gate',
  'draft',
  'without-query',
]

/** The auth engine, and the parts that differ between backends. */
const auth = [
  ...['session-state', 'session-decisions', 'session-engine', 'session-changes'],
  ...['session-parts', 'session-options', 'session-lock', 'settings', 'create-session'],
  ...['auth', 'ticket', 'sign', 'judge', 'request-gate', 'launch-gate', 'held-requests'],
  ...['lane', 'refresher', 'refresh-run', 'refresh-outcome', 'flight', 'restraint'],
  ...['expiry', 'merge-credential', 'rotation', 'credential-store', 'credential-loader'],
  ...['stored-session', 'tell-server', 'in-time', 'mounting', 'errors'],
  ...['expired-on', 'body-field', 'credential-readers', 'refresh-strategies'],
  ...['single-use', 'bearer', 'token-header', 'cookie', 'mirrored', 'is-authenticator'],
  ...['named'],
]

/** What is mutated, as paths from the repository's root. */
export const sourceFiles = [
  ...core.map(name => `packages/core/src/${name}.ts`),
  ...auth.map(name => `packages/middleware-auth/src/${name}.ts`),
]
