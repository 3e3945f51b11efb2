import type { Strings } from './strings'

export const en: Strings = {
  title: 'Allium playground',
  lead: 'A request travels through the layers of an onion and comes back. When its token has expired, it waits at the auth ring: one refresh goes out for all, then each is sent again from there. Your code outside never notices. The servers are real, on this machine.',
  language: 'Language',
  backend: 'Backend',
  backends: {
    p0: ['P0', 'Access and refresh token; expired means HTTP 401.'],
    p1: [
      'P1',
      'Each answer brings the token of the next request, so they go one by one; expired means body code 408.',
    ],
    p2: ['P2', 'A session cookie from a login code; expired means body code "0002".'],
    p3: ['P3', 'The app’s own credentials; the token is renewed before it expires.'],
    p4a: [
      'P4 a',
      'A web app with both tokens in localStorage. The refresh token rotates: it is good once.',
    ],
    p4b: [
      'P4 b',
      'A web app whose refresh token is an HttpOnly cookie; the access token stays in memory.',
    ],
  },
  tryIt: 'Try it',
  scenarios: {
    twenty: ['The token expires', '20 requests meet an expired token.'],
    storm: ['A storm of 200', 'The same with 200 at once: still one refresh.'],
    refused: [
      'The refresh is refused',
      'The session ends once; all 20 callers hear why.',
    ],
    lost: [
      'The answer gets lost',
      'The refresh is done, its answer lost: is the session kept?',
    ],
  },
  byHand: 'By hand',
  groups: { send: 'Requests', server: 'The server', user: 'The user' },
  send: count => `Send ${count}`,
  abort: 'Abort all',
  expire: 'Expire the access token',
  revoke: 'Revoke the refresh token',
  refuseLogin: 'Refuse the next logins',
  drop: 'Drop the next refresh answer',
  hang: 'Hang refreshes',
  latency: 'Latency',
  signIn: 'Sign in',
  signOut: 'Sign out',
  users: { li: 'Li', wang: 'Wang' },
  signedInAs: user => `Signed in as ${user}`,
  signedOut: 'Signed out',
  done: {
    expire: 'The server no longer takes the access token. Send something.',
    revoke:
      'The server will refuse the next refresh. Expire the access token, then send.',
    drop: 'The answer to the next refresh will be lost. Expire the access token, then send.',
    hang: 'Refreshes get no answer now; who waits, waits 10 s. Expire the access token, then send.',
    heal: 'Refreshes are answered again.',
  },
  counters: {
    requests: 'requests',
    answered: 'answered',
    failed: 'failed',
    refused: 'refused as expired',
    refreshes: 'refreshes',
    replays: 'sent again',
    pending: 'pending promises',
    logouts: 'logouts',
  },
  countersTitle: 'Counters',
  serverSaw: (requests, refreshes, unauthorized, atOnce) =>
    `The server itself counted ${requests} requests, ${refreshes} of them to refresh, ${unauthorized} answered 401; at most ${atOnce} at once.`,
  outside: 'your code',
  core: 'server',
  onion: 'The onion: requests as dots, on their way through the layers',
  colours: {
    queued: 'waits for a slot',
    sent: 'at the server',
    held: 'held',
    refresh: 'the refresh',
    answered: 'answered',
    failed: 'failed',
  },
  idle: 'All is quiet. Play one of the four stories, and watch the auth ring.',
  holding: held =>
    `${held} ${held === 1 ? 'request waits' : 'requests wait'} at the auth ring.`,
  refreshing: 'One refresh is under way for all.',
  going: pending => `${pending} under way.`,
  outcome({ requests, answered, failed, refused, unsigned, refreshes, logouts }) {
    const parts = [`${requests} ${requests === 1 ? 'request' : 'requests'}`]
    if (refused > 0) parts.push(`${refused} met the expired token`)
    if (refreshes > 0)
      parts.push(`${refreshes} ${refreshes === 1 ? 'refresh' : 'refreshes'}`)
    if (answered > 0 || failed === 0) parts.push(`${answered} answered`)
    if (failed > 0) parts.push(`${failed} failed`)
    if (unsigned > 0) parts.push('nobody is signed in')
    if (logouts > 0) parts.push(`${logouts} ${logouts === 1 ? 'logout' : 'logouts'}`)
    return `${parts.join(', ')}. Nothing is left pending.`
  },
  inspector: 'What happened',
  code: 'The code that is running',
  codeAbout:
    'This file is the whole set-up, sign-in included. Paste it into your project and give it your base URL.',
  copy: 'Copy',
  copied: 'Copied',
  selected: 'Selected: press Ctrl+C',
  loading: 'Loading',
  noServer:
    'The server of the playground does not answer. Is `npm run playground` still running?',
}
