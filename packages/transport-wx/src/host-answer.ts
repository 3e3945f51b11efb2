import type { Headers, Response, WireRequest } from '@allium/core'
import type { HostAnswer } from './host'

/** An answer in the kernel's form: one spelling of the names, whatever the host's. */
export function hostAnswer(request: WireRequest, answer: HostAnswer): Response {
  const headers = lowerCased(answer.header ?? answer.headers ?? {})
  const setCookie = headers['set-cookie']
  return {
    status: answer.statusCode ?? answer.status ?? 0,
    headers,
    cookies: answer.cookies ?? (setCookie === undefined ? [] : [setCookie]),
    data: answer.data,
    url: request.url,
    raw: answer,
  }
}

/** Hosts differ in the case of names; repeated fields come as a list or joined. */
function lowerCased(header: object): Headers {
  const fields: Record<string, string> = {}
  for (const [name, value] of Object.entries(header)) {
    const field = name.toLowerCase()
    const before = fields[field] === undefined ? '' : `${fields[field]},`
    fields[field] = before + String(value)
  }
  return fields
}
