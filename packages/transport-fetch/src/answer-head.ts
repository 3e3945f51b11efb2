import type { Response, WireRequest } from '@allium/core'
import type { FetchAnswer } from './host'

/** An answer in the kernel's form, but for its data. Browsers show no `Set-Cookie`. */
export function headOf(request: WireRequest, answer: FetchAnswer): Response {
  const headers: Record<string, string> = {}
  answer.headers.forEach((value, name) => {
    headers[name.toLowerCase()] = value
  })
  const cookies = answer.headers.getSetCookie?.() ?? []
  // `forEach` tells them one by one, and every other field once.
  if (cookies.length > 0) headers['set-cookie'] = cookies.join(', ')
  return {
    status: answer.status,
    headers,
    cookies,
    data: undefined,
    url: request.url,
    raw: answer,
  }
}
