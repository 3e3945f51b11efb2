import {
  type Credential,
  cookie,
  fromHeader,
  type RefreshHook,
  type SessionOptions,
  singleUse,
  tokenHeader,
} from '../../src/index'
import { type BenchOptions, type Exchange, p0 } from '../bench'

/** Where a secret may stand. */
export type Place =
  | 'access'
  | 'refresh'
  | 'extra'
  | 'nextAccess'
  | 'nextRefresh'
  | 'query'
  | 'header'
  | 'body'
  | 'setCookie'
  | 'field'
  | 'raw'
  | 'thrown'
  | 'reason'

export const places: readonly Place[] = [
  ...(['access', 'refresh', 'extra', 'nextAccess', 'nextRefresh', 'query'] as const),
  ...(['header', 'body', 'setCookie', 'field', 'raw', 'thrown', 'reason'] as const),
]

/** A secret for each place. */
export type Secrets = Readonly<Record<Place, string>>

/** What the session holds at the start. */
export function oldOf({ access, refresh, extra }: Secrets): Credential {
  return { accessToken: access, refreshToken: refresh, ...{ idToken: extra } }
}

function nextOf({ nextAccess, nextRefresh }: Secrets): Credential {
  return { accessToken: nextAccess, refreshToken: nextRefresh }
}

/** All that a server knows, as careless ones send it back. */
export function echoOf(secrets: Secrets): object {
  const { query, header, body } = secrets
  return { got: { ...oldOf(secrets), query, header, body }, next: nextOf(secrets) }
}

const fieldsOf = ({ field, setCookie }: Secrets) => ({
  'x-token': field,
  'set-cookie': `sid=${setCookie}`,
})

/** Answers with all that there is to leak. */
export function answer(
  exchange: Exchange,
  status: number,
  data: unknown,
  secrets: Secrets,
): Promise<void> {
  return exchange.reply(status, data, fieldsOf(secrets), [`sid=${secrets.setCookie}`])
}

type Act = (exchange: Exchange, secrets: Secrets) => unknown

/** An error of the app or the host that quotes what it knows; it is told as it is. */
export class OwnError extends Error {}

/** How a refresh may end; what is not said of it ends by the clock. */
export const refreshEnds: Readonly<Record<string, Act>> = {
  renewed: (x, secrets) => answer(x, 200, nextOf(secrets), secrets),
  useless: (x, secrets) => answer(x, 200, echoOf(secrets), secrets),
  'a token that is none': (x, secrets) =>
    answer(x, 200, { accessToken: [secrets.nextAccess] }, secrets),
  stranger: (x, secrets) => answer(x, 200, { ...nextOf(secrets), subject: 'B' }, secrets),
  rejected: (x, secrets) => answer(x, 401, echoOf(secrets), secrets),
  'invalid grant': (x, secrets) =>
    answer(x, 400, { error: 'invalid_grant', ...echoOf(secrets) }, secrets),
  refused: (x, secrets) => answer(x, 422, echoOf(secrets), secrets),
  busy: (x, secrets) => answer(x, 503, `<html>${secrets.raw}`, secrets),
  cut: (x, { thrown }) => x.fail(new OwnError(`fail ${thrown}`)),
  silent: () => undefined,
}

/** How a request may end that was sent once more, or for the first time. */
export const callEnds: Readonly<Record<string, Act>> = {
  good: (x, secrets) => answer(x, 200, echoOf(secrets), secrets),
  expired: (x, secrets) => answer(x, 401, echoOf(secrets), secrets),
  forbidden: (x, secrets) => answer(x, 403, echoOf(secrets), secrets),
  failing: (x, secrets) => answer(x, 500, `<html>${secrets.raw}`, secrets),
  cut: (x, { thrown }) => x.fail(new OwnError(`fail ${thrown}`)),
  silent: () => undefined,
}

/** Parts of the app that go wrong, and quote what they know. */
export const apps: Readonly<Record<string, (secrets: Secrets) => BenchOptions>> = {
  plain: () => ({}),
  'a cookie': () => ({ auth: { authenticator: cookie('token') } }),
  'a header': () => ({ auth: { authenticator: tokenHeader('X-Token') } }),
  'a strict verdict': () => ({ auth: { classify: () => 'rejected' } }),
  'a lane': () => session({ ...singleUse(fromHeader('x-token')) }),
  'a hook that throws': secrets => refreshing(() => quoting(secrets)),
  'a hook that gives nothing': () => refreshing(() => undefined as never),
  'a hook that throws what it got': () =>
    refreshing(async input => {
      await p0(input)
      throw new OwnError(JSON.stringify(input.credential))
    }),
  'a verdict that throws': secrets => ({ auth: { classify: () => quoting(secrets) } }),
  'an authenticator that throws': secrets => ({
    auth: {
      authenticator: { isSuppliedBy: () => false, attach: () => quoting(secrets) },
    },
  }),
  'a rejection that throws': secrets => session({ isRejected: () => quoting(secrets) }),
  'a lock that throws': secrets => session({ lock: async () => quoting(secrets) }),
  'a revoke that throws': secrets => session({ revoke: () => quoting(secrets) }),
  'early renewal': secrets => ({
    kept: { ...oldOf(secrets), expiresAt: 1_000 },
  }),
}

function refreshing(refresh: RefreshHook): BenchOptions {
  return session({ refresh })
}

function session(options: Partial<SessionOptions>): BenchOptions {
  return { session: options }
}

function quoting(secrets: Secrets): never {
  throw new OwnError(JSON.stringify(oldOf(secrets)))
}
