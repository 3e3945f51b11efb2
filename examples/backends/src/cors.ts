import type { Answer, Call } from './serve'

type Handle = (call: Call) => Answer | Promise<Answer>

/** An origin that may ask with cookies, or `true` for every origin. */
export type AllowedOrigin = string | true

/**
 * Lets pages of another origin ask, with credentials: answers their preflights, and names
 * their origin in every answer, errors included. Without an origin nothing changes.
 */
export function withCors(handle: Handle, allowed: AllowedOrigin | undefined): Handle {
  if (allowed === undefined) return handle
  return async call => {
    const { origin } = call.headers
    const isPreflight =
      call.method === 'OPTIONS' && 'access-control-request-method' in call.headers
    const answer = isPreflight ? preflight(call) : await handle(call)
    const isAllowed = origin !== undefined && (allowed === true || allowed === origin)
    if (typeof answer === 'string' || !isAllowed) return answer
    return {
      ...answer,
      headers: {
        ...answer.headers,
        // With credentials a browser takes no `*`, so the origin is named, and caches are told.
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Allow-Credentials': 'true',
        Vary: 'Origin',
      },
    }
  }
}

function preflight({ headers }: Call): Answer {
  return {
    status: 204,
    headers: {
      'Access-Control-Allow-Methods': 'GET, POST',
      'Access-Control-Allow-Headers':
        headers['access-control-request-headers'] ?? 'Authorization, Content-Type',
      'Access-Control-Max-Age': '600',
    },
  }
}
