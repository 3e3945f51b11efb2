import type { IncomingHttpHeaders } from 'node:http'

/** The cookies of a request, as name and value, in order; a name may come twice. */
export function cookiesOf({ cookie = '' }: IncomingHttpHeaders): [string, string][] {
  return cookie
    .split(';')
    .map(pair => pair.trim())
    .filter(pair => pair.includes('='))
    .map(pair => {
      const at = pair.indexOf('=')
      return [pair.slice(0, at), pair.slice(at + 1)]
    })
}

/** The value of a cookie that came exactly once: of two, nobody knows which one is meant. */
export function cookie(headers: IncomingHttpHeaders, name: string): string | undefined {
  const values = cookiesOf(headers).filter(([key]) => key === name)
  return values.length === 1 ? values[0]?.[1] : undefined
}
