import { setTimeout as delay } from 'node:timers/promises'
import { type GuardedRoute, parseJson, type Route } from './route'
import type { Answer, Call, Reply } from './serve'

/** The longest `GET /slow` that is served; a longer one is more likely a mistake. */
const MAX_SLOW_MS = 60_000

/** A page such as a gateway puts in place of an answer. */
export const HTML_PAGE: Reply = {
  status: 200,
  headers: { 'Content-Type': 'text/html; charset=utf-8' },
  body: '<!doctype html><title>gateway</title><p>not JSON</p>',
}

/** The sample resources behind the sign-in, and three open ones that answer oddly. */
export const resources: readonly Route[] = [
  {
    method: 'GET',
    path: '/me',
    access: 'guarded',
    handle: (_call, user) => ({ status: 200, body: { data: { user } } }),
  },
  { method: 'GET', path: '/items', access: 'guarded', handle: items },
  { method: 'POST', path: '/orders', access: 'guarded', handle: orders },
  { method: 'GET', path: '/slow', access: 'guarded', handle: slow },
  { method: 'GET', path: /^\/status\/[2-5]\d\d$/, access: 'open', handle: status },
  { method: 'GET', path: '/html', access: 'open', handle: () => HTML_PAGE },
  { method: 'GET', path: '/redirect', access: 'open', handle: redirect },
]

const soldOut: GuardedRoute = {
  method: 'GET',
  path: '/sold-out',
  access: 'guarded',
  handle: () => ({ status: 200, body: { code: 5001, msg: '库存不足' } }),
}

/** The resources of backends that tell a failure by a code in the body: one has such a code. */
export const codedResources: readonly Route[] = [...resources, soldOut]

/** For backends where POST is the usual method: what is read by GET is read by POST too. */
export function alsoByPost(routes: readonly Route[]): readonly Route[] {
  return [...routes, ...routes.map(route => ({ ...route, method: 'POST' as const }))]
}

/** Pairs rather than an object: repeated names and their order stay visible. */
function items({ query }: Call): Answer {
  return { status: 200, body: { data: [...new URLSearchParams(query)] } }
}

function orders({ body, headers }: Call): Answer {
  const parsed = parseJson(body)
  const received = parsed === undefined ? body : parsed
  const contentType = headers['content-type'] ?? null
  return { status: 201, body: { data: { received, contentType } } }
}

async function slow({ query, signal }: Call): Promise<Answer> {
  const ms = Number(new URLSearchParams(query).get('ms') ?? Number.NaN)
  if (!(ms >= 0 && ms <= MAX_SLOW_MS)) {
    return { status: 400, body: { msg: `ms must be 0 to ${MAX_SLOW_MS}` } }
  }
  await delay(ms, undefined, { signal })
  return { status: 200, body: { data: { ms } } }
}

function status({ path }: Call): Answer {
  const code = Number(path.slice('/status/'.length))
  return { status: code, body: { msg: `status ${code}` } }
}

function redirect({ query }: Call): Answer {
  const to = new URLSearchParams(query).get('to')
  if (!to) return { status: 400, body: { msg: 'to is missing' } }
  return { status: 302, headers: { Location: to } }
}
