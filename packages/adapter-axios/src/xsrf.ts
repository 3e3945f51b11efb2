import type { Layer } from '@allium/core'
import type { Config } from './types'

// A page has these.
declare const document: { readonly cookie: string; readonly baseURI: string } | undefined
declare const location: { readonly origin: string }
declare const URL: new (url: string, base: string) => { readonly origin: string }

/**
 * Sends the token that a server keeps in a cookie for its own pages, as axios does in a
 * page: with requests to the same origin, or where the config says so.
 */
export function xsrf(config: Config): Layer | undefined {
  const { xsrfCookieName, xsrfHeaderName, withXSRFToken } = config
  if (typeof document !== 'object' || !xsrfCookieName || !xsrfHeaderName) return undefined
  const page = document
  const wish = typeof withXSRFToken === 'function' ? withXSRFToken(config) : withXSRFToken
  if (wish !== true && (wish ?? undefined) !== undefined) return undefined
  // A method keeps its name, whatever a bundler makes of it.
  const named: { xsrf: Layer } = {
    xsrf(ctx, next) {
      const { request } = ctx
      // Only here the URL is whole: the client joins it with a base of its own.
      const isOurs = wish || new URL(request.url, page.baseURI).origin === location.origin
      const token = isOurs && cookieOf(xsrfCookieName, page.cookie)
      if (token) {
        const field = { [xsrfHeaderName.toLowerCase()]: token }
        ctx.request = { ...request, headers: { ...request.headers, ...field } }
      }
      return next()
    },
  }
  return named.xsrf
}

function cookieOf(name: string, cookies: string): string | undefined {
  const found = cookies
    .split(';')
    .map(pair => pair.trim())
    .find(pair => pair.startsWith(`${name}=`))
  const value = found?.slice(name.length + 1)
  try {
    return value && decodeURIComponent(value)
  } catch {
    return value
  }
}
