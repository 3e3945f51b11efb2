import { loading } from '@allium/core'
import {
  type AuthOptions,
  auth,
  createSession,
  type Session,
} from '@allium/middleware-auth'
import type { FakeHandler } from '@allium/testing'
import { type Bench, type BenchOptions, bench, ORIGIN, quietClock } from './helpers'

/** A server that knows the token `a1`, and gives it for `r0`. */
export interface Server {
  /** Answers a refresh. @default with the next token */
  readonly refresh?: FakeHandler
  /** Answers a request with the valid token. @default what came */
  readonly answer?: FakeHandler
  /** Answers one with another. @default 401 */
  readonly refuse?: FakeHandler
}

export interface AuthBench extends Bench {
  readonly session: Session
  /** `METHOD /path token`, as they came to the server. */
  readonly wire: string[]
  /** What the screen was told. */
  readonly screen: string[]
}

export const json = (data: unknown, status = 200): ReturnType<FakeHandler> => ({
  status,
  data: JSON.stringify(data),
})

/** Axios over loading, auth and a server whose token has just expired. */
export function authBench(
  server: Server = {},
  options: BenchOptions & { readonly auth?: Partial<AuthOptions> } = {},
): AuthBench {
  const { refresh = () => json({ token: 'a1.secret' }) } = server
  const { refuse = () => json({ msg: 'expired' }, 401) } = server
  const { answer = ({ url, body }) => json({ url, body }) } = server
  const wire: string[] = []
  const screen: string[] = []
  const clock = quietClock()
  const session = createSession({
    clock,
    refresh: async ({ credential: { refreshToken }, send }) => {
      const asked = { method: 'POST', url: '/refresh', data: { refreshToken } }
      const { data } = await send<{ token: string }>(asked)
      return { accessToken: data.token, refreshToken: 'r1.secret' }
    },
  })
  const handler: FakeHandler = (request, call) => {
    const { method, url, headers } = request
    const token = headers.authorization?.replace(/^Bearer |\.secret$/g, '') ?? '-'
    wire.push(`${method} ${url.replace(ORIGIN, '')} ${token}`)
    if (url === `${ORIGIN}/refresh`) return refresh(request, call)
    return (token === 'a1' ? answer : refuse)(request, call)
  }
  const view = {
    show: () => screen.push('show'),
    hide: () => screen.push('hide'),
    toast: (text: string) => screen.push(text),
  }
  const t = bench(handler, {
    ...options,
    clock,
    layers: [
      loading(view, { clock, bridgeMs: 0, toastMs: 0, errorToast: 'failed' }),
      ...(options.layers ?? []),
      auth({ session, ...options.auth }),
    ],
  })
  session.signIn({ accessToken: 'a0.secret', refreshToken: 'r0.secret' })
  return { ...t, session, wire, screen }
}
