import type { Answer, Call } from './serve'

interface Path {
  method: 'GET' | 'POST'
  path: string | RegExp
}

/** Answers anybody. */
export interface OpenRoute extends Path {
  access: 'open'
  handle: (call: Call) => Answer | Promise<Answer>
}

/** Answers a signed-in user; how that is proved is the backend's matter. */
export interface GuardedRoute extends Path {
  access: 'guarded'
  handle: (call: Call, user: string) => Answer | Promise<Answer>
}

export type Route = OpenRoute | GuardedRoute

/** A route that answers anybody who asks by GET. */
export function get(path: string, handle: OpenRoute['handle']): OpenRoute {
  return { method: 'GET', path, access: 'open', handle }
}

/** A route that answers anybody who posts. */
export function post(path: string, handle: OpenRoute['handle']): OpenRoute {
  return { method: 'POST', path, access: 'open', handle }
}

export function findRoute<AnyRoute extends Route>(
  routes: readonly AnyRoute[],
  { method, path }: Pick<Call, 'method' | 'path'>,
): AnyRoute | undefined {
  return routes.find(
    route =>
      route.method === method &&
      (typeof route.path === 'string' ? route.path === path : route.path.test(path)),
  )
}

/** The value of a JSON text, or `undefined` where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A non-empty string in a JSON body, or `undefined`. */
export function stringField(json: unknown, name: string): string | undefined {
  if (typeof json !== 'object' || json === null) return undefined
  const value: unknown = Object.entries(json).find(([key]) => key === name)?.[1]
  return typeof value === 'string' && value !== '' ? value : undefined
}
