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
]

/** The auth engine. */
const auth = [
  ...['session-state', 'session-decisions', 'session-engine', 'request-gate'],
  ...['refresher', 'refresh-run', 'refresh-outcome', 'held-requests', 'flight'],
  ...['ticket', 'lane', 'restraint', 'expiry', 'merge-credential', 'auth', 'judge'],
  ...['credential-store', 'credential-loader', 'stored-session', 'session-changes'],
  ...['session-parts', 'rotation', 'tell-server', 'launch-gate'],
]

/** What is mutated, as paths from the repository's root. */
export const sourceFiles = [
  ...core.map(name => `packages/core/src/${name}.ts`),
  ...auth.map(name => `packages/middleware-auth/src/${name}.ts`),
]
