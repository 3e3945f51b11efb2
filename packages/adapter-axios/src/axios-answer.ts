import type { Response } from '@allium/core'
import type { AxiosResponse } from 'axios'
import { hostBlob, isArrayBuffer } from './host-bodies'
import type { Config } from './types'

/** An answer as axios's own adapters give it, for `transformResponse` to work on. */
export function axiosAnswer(
  answer: Response,
  config: Config,
  forAxios: (data: unknown) => unknown,
): AxiosResponse {
  const { status, headers, cookies, raw, url } = answer
  return {
    data: bodyFor(config, forAxios(answer.data), headers['content-type']),
    status,
    statusText: String(Object(raw).statusText ?? ''),
    headers: { ...headers, ...(cookies.length > 0 && { 'set-cookie': [...cookies] }) },
    config,
    // Without the query: an authenticator may write the token there.
    request: { method: config.method?.toUpperCase(), url: url.split(/[?#]/, 1)[0] },
  }
}

function bodyFor(config: Config, body: unknown, type = ''): unknown {
  const Blob = hostBlob()
  const isBlob = config.responseType === 'blob' && Blob !== undefined
  return isBlob && isArrayBuffer(body) ? new Blob([body], { type }) : body
}
