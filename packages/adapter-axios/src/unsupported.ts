import type { ResponseType } from '@allium/core'
import { hostBlob } from './host-bodies'
import type { Config } from './types'

/** Why there is no body of such a kind, and what to do instead. */
const instead: Readonly<Record<string, string>> = {
  stream: '`client.stream` gives an answer in pieces',
  document: 'take `text`, and a DOMParser',
}

/** Not kept by any transport; to send all the same would do what was forbidden. */
const beyond = ['maxRate', 'socketPath', 'beforeRedirect'] as const

/**
 * What of a config cannot be done here, in words; `undefined` where all can.
 *
 * @param isLost whether it has a body that cannot be sent.
 */
export function unsupported(config: Config, isLost: boolean): string | undefined {
  const { data, method, responseType, maxRedirects } = config
  if (data && hasNoBody(method)) {
    return 'a GET or HEAD has no body; write its `data` as `params`'
  }
  if (isLost) {
    return '`data` must be text, bytes, or a FormData or Blob of the host; `client.upload` sends files'
  }
  if (wireType(config) === undefined) {
    const hint = instead[String(responseType)]
    return `there is no \`responseType: '${responseType}'\` here${hint ? `; ${hint}` : ''}`
  }
  if (maxRedirects === 0) {
    return '`maxRedirects` is for the transport to say: `fetchTransport({ redirect })`'
  }
  const name = beyond.find(each => config[each])
  return name && `there is no \`${name}\` here`
}

/** Browsers ignore a body of these, and `fetch` refuses it. */
export function hasNoBody(method = 'get'): boolean {
  return /^(get|head)$/i.test(method)
}

/** How the client is to read an answer; `undefined` where it cannot as axios would. */
export function wireType({ responseType }: Config): ResponseType | undefined {
  switch (responseType) {
    case 'text':
    case 'arraybuffer':
      return responseType
    case 'blob':
      return hostBlob() && 'arraybuffer'
    default:
      return !responseType || responseType === 'json' ? 'json' : undefined
  }
}
