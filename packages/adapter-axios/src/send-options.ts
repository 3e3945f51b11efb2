import type { HeaderInput, Layer, ResponseType, SendOptions } from '@allium/core'
import { basicAuth } from './basic-auth'
import { cancelSignal } from './cancel-signal'
import { type FileForm, fileForm, type WrittenBody, writtenBody } from './host-bodies'
import { isLimit, isOver } from './limits'
import type { ProgressTeller } from './progress'
import type { AxiosParts, Config } from './types'
import { hasNoBody, unsupported, wireType } from './unsupported'
import { xsrf } from './xsrf'

/**
 * A config of axios in the client's words.
 *
 * @throws AxiosError `ERR_NOT_SUPPORT` for what cannot be done here, before anything is sent.
 */
export async function sendOptions(
  given: Config,
  axios: AxiosParts,
  layer: Layer,
  { onProgress }: Pick<ProgressTeller, 'onProgress'>,
): Promise<SendOptions> {
  const config = withoutEmptyBody(given)
  const { allium, data, method, timeout, validateStatus } = config
  const form = movedForm(config)
  // A falsy body is none to axios, too.
  const body = data && !form ? await writtenBody(data) : undefined
  const fail = (message: string, code: string): never => {
    throw new axios.AxiosError(message, code, given)
  }
  const fault = unsupported(config, Boolean(data && !form && !body))
  if (fault !== undefined) fail(`[alliumAdapter] ${fault}`, 'ERR_NOT_SUPPORT')
  if (isOver(config.maxBodyLength, body?.data)) {
    fail('Request body larger than maxBodyLength limit', 'ERR_BAD_REQUEST')
  }
  const limit = Number(timeout)
  const signal = cancelSignal(config)
  const xsrfLayer = xsrf(config)
  return {
    ...allium,
    url: axios.getUri(config),
    ...(method && { method }),
    headers: headerInput(given, body),
    responseType: wireType(config) as ResponseType,
    // Judged where axios would judge, so that layers and events know what it will be.
    acceptStatus: status => !validateStatus || validateStatus(status),
    layers: [...(allium?.layers ?? []), ...(xsrfLayer ? [xsrfLayer] : []), layer],
    ...(body && { data: body.data }),
    ...(form && { transfer: { kind: 'upload', ...form, onProgress } }),
    ...(limit > 0 && { timeout: limit }),
    ...(signal && { signal }),
  }
}

/** Many write `data: {}` for axios to keep the content type of a GET: that is no body. */
function withoutEmptyBody(config: Config): Config {
  const { data, method } = config
  const isEmpty = /^(\{\}|\[\]|null|"")$/.test(data)
  return isEmpty && hasNoBody(method) ? { ...config, data: undefined } : config
}

/** A form that the transport may move by itself, and tell how far it is. */
function movedForm(config: Config): FileForm | undefined {
  const { data, method = '', onUploadProgress, maxBodyLength } = config
  const isWanted = onUploadProgress && !isLimit(maxBodyLength) && /^post$/i.test(method)
  return isWanted ? fileForm(data) : undefined
}

/** Axios keeps a field from being sent by `false` and `null`, and leaves it by `undefined`. */
function headerInput(config: Config, body: WrittenBody | undefined): HeaderInput {
  const { auth, data, headers } = config
  const fields: Record<string, string | null | undefined> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue
    fields[name] = value === null || value === false ? null : String(value)
  }
  // Axios names a type for every POST; one for no body would hide a layer's.
  if (body === undefined && typeof (data || 0) !== 'string')
    fields['content-type'] = undefined
  else if (body?.type) fields['content-type'] = body.type
  if (auth) fields.authorization = basicAuth(auth)
  return fields
}
