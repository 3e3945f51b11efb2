import { invalidUse, type WireRequest } from '@allium/core'
import type { HostMethod, HostRequest } from './host'

/** What the transport says itself, for each request. */
export type Described = Omit<HostRequest, 'success' | 'fail' | 'complete'>

/** The names of those, and of the callbacks; nobody else may set them. */
export const described: readonly string[] = [
  'url',
  'method',
  'header',
  'headers',
  'data',
  'timeout',
  'dataType',
  'responseType',
  'enableChunked',
  'filePath',
  'name',
  'formData',
  'success',
  'fail',
  'complete',
]

/**
 * The host's own timeout comes after the kernel's. Its message may be in any language, or
 * missing; the kernel knows what has passed.
 */
export const TIMEOUT_MARGIN_MS = 1_000

/**
 * The kernel's timeout ends with the headers, a host's with the last byte: no chat is over
 * by then. WeChat makes its own limit of it, 60 s.
 */
const STREAM_TIMEOUT_MS = 2 ** 31 - 1

/** A finished request in the host's words. */
export function describeRequest(request: WireRequest, tunnelPatch = false): Described {
  const { url, body, timeout, responseType, transfer } = request
  const isStream = transfer?.kind === 'stream'
  const type = isStream || responseType === 'arraybuffer' ? 'arraybuffer' : 'text'
  const { method, header } = methodAndHeader(request, tunnelPatch)
  return {
    url,
    method,
    header,
    headers: header,
    ...(body !== undefined && { data: body }),
    timeout: isStream ? STREAM_TIMEOUT_MS : timeout + TIMEOUT_MARGIN_MS,
    dataType: type,
    ...(isStream && { enableChunked: true }),
    responseType: type,
  }
}

function methodAndHeader(
  request: WireRequest,
  tunnelPatch: boolean,
): Pick<HostRequest, 'method' | 'header'> {
  const { method, headers } = request
  if (method !== 'PATCH') return { method: method as HostMethod, header: { ...headers } }
  if (!tunnelPatch) {
    throw invalidUse(request, 'wx.request knows no PATCH; set `tunnelPatch`, or use PUT')
  }
  return { method: 'POST', header: { ...headers, 'x-http-method-override': 'PATCH' } }
}
