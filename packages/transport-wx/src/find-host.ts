import { type ErrorFacts, invalidUse, type OptionRules } from '@allium/core'

declare const wx: unknown

/**
 * The host that was given, or the global `wx`. Looked up at each use: some runtimes set
 * it after this module has loaded.
 *
 * @throws TypeError where there is none.
 */
export function hostOr<Host extends object>(given: Host | undefined): Host {
  if (given !== undefined) return given
  if (typeof wx === 'object' && wx !== null) return wx as Host
  throw new TypeError('there is no global `wx` here; give a `host`')
}

/**
 * The same for a request, which needs this function.
 *
 * @throws RequestError `invalid` where there is none: the global `wx` of a web page that
 * loads WeChat's JS-SDK has no `request`, say.
 */
export function hostFor<Host extends object>(
  request: ErrorFacts['request'],
  given: Host | undefined,
  method: string,
): Host {
  try {
    const host = hostOr(given)
    if (hasMethod(host, method)) return host
    throw new TypeError(`the host has no \`${method}\``)
  } catch (none) {
    throw invalidUse(request, (none as Error).message, none)
  }
}

/** The rule of a host: all that is needed of it, when it is given. */
export function aHost(...methods: string[]): OptionRules[string] {
  return [
    value => methods.every(method => hasMethod(value, method)),
    `an object with \`${methods.join('`, `')}\``,
  ]
}

/** Whether a host has this function; old base libraries and look-alikes lack some. */
export function hasMethod(host: unknown, method: string): boolean {
  return typeof (host as Record<string, unknown> | null)?.[method] === 'function'
}
