import type { Headers, Response, WireRequest } from '@allium/core'
import type { HostAnswer } from './host'

/**
 * Whether a host gave an answer, by whichever callback: some tell a status outside 2xx
 * through `fail`, and some call `success` with nothing, or with status 0. It is asked
 * inside callbacks, and does not throw there.
 */
export function isAnswer(given: unknown): given is HostAnswer {
  try {
    return statusOf(Object(given)) >= 100
  } catch {
    return false
  }
}

/** An answer in the kernel's form: one spelling of the names, whatever the host's. */
export function hostAnswer(request: WireRequest, answer: HostAnswer): Response {
  const headers = lowerCased(answer.header ?? answer.headers ?? {})
  return {
    status: statusOf(answer),
    headers,
    cookies: answer.cookies ?? oneByOne(headers['set-cookie']),
    data: answer.data,
    url: request.url,
    raw: answer,
  }
}

/** The path of what a download left, by whichever name. */
export function filePathOf(answer: HostAnswer): string | undefined {
  return answer.filePath ?? answer.tempFilePath ?? answer.apFilePath
}

/** Alipay tells no status of a download: that there is a file is all it says. */
function statusOf(answer: HostAnswer): number {
  const { statusCode, status = filePathOf(answer) && 200 } = answer
  return Number(statusCode ?? status)
}

/** Hosts differ in the case of names; repeated fields come as a list or joined. */
function lowerCased(header: object): Headers {
  const fields: Record<string, string> = {}
  for (const name of Object.keys(header)) {
    const field = name.toLowerCase()
    const value = String((header as Record<string, unknown>)[name])
    const before = fields[field]
    fields[field] = before === undefined ? value : `${before},${value}`
  }
  return fields
}

/** Old hosts have no `cookies`. A comma that parts two is followed by a name, one in a date is not. */
function oneByOne(setCookie: string | undefined): string[] {
  return setCookie === undefined ? [] : setCookie.split(/,\s*(?=[^\s;,=]+=)/)
}
