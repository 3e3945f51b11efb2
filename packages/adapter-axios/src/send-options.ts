import type { HeaderInput, Layer, ResponseType, SendOptions } from '@allium/core'
import { cancelSignal } from './cancel-signal'
import { hostBlob, type WrittenBody, writtenBody } from './host-bodies'
import type { AxiosParts, Config } from './types'

/**
 * A config of axios in the client's words.
 *
 * @throws AxiosError `ERR_NOT_SUPPORT` for what cannot be done here, before anything is sent.
 */
export async function sendOptions(
  config: Config,
  axios: AxiosParts,
  layer: Layer,
): Promise<SendOptions> {
  const { allium, method, data, timeout, validateStatus } = config
  // A falsy body is none to axios, too.
  const body = data ? await writtenBody(data) : undefined
  const fault = unsupported(config, body)
  if (fault !== undefined) {
    throw new axios.AxiosError(`[alliumAdapter] ${fault}`, 'ERR_NOT_SUPPORT', config)
  }
  const limit = Number(timeout)
  const signal = cancelSignal(config)
  return {
    ...allium,
    url: axios.getUri(config),
    ...(method && { method }),
    headers: headerInput(config, body),
    responseType: wireType(config) as ResponseType,
    // Judged where axios would judge, so that layers and events know what it will be.
    acceptStatus: status => !validateStatus || validateStatus(status),
    layers: [...(allium?.layers ?? []), layer],
    ...(body && { data: body.data }),
    ...(limit > 0 && { timeout: limit }),
    ...(signal && { signal }),
  }
}

function unsupported(config: Config, body: WrittenBody | undefined): string | undefined {
  const { auth, data, method = 'get', responseType } = config
  if (data && body === undefined) {
    return '`data` must be text, bytes, or a FormData or Blob of the host; `client.upload` sends files'
  }
  if (body && /^(get|head)$/i.test(method)) {
    return 'a GET or HEAD has no body; write its `data` as `params`'
  }
  if (wireType(config) === undefined) {
    return `there is no \`responseType: '${responseType}'\` here`
  }
  return auth && 'for `auth`, write an `Authorization` header'
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

/** Axios keeps a field from being sent by `false` and `null`, and leaves it by `undefined`. */
function headerInput({ headers }: Config, body: WrittenBody | undefined): HeaderInput {
  const fields: Record<string, string | null | undefined> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue
    fields[name] = value === null || value === false ? null : String(value)
  }
  // Axios names a type for every POST; one for no body would hide a layer's.
  if (body === undefined) fields['content-type'] = undefined
  else if (body.type) fields['content-type'] = body.type
  return fields
}
