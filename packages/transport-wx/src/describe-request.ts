import { invalidUse, type WireRequest } from '@allium/core'
import type { HostMethod, HostRequest } from './host'

/** What the transport says itself, for each request. */
export type Described = Omit<HostRequest, 'success' | 'fail' | 'complete'>

/** The names of those, and of the callbacks; nobody else may set them. */
export const described: readonly string[] = [
  'url',
  'method',
  'header',
  'data',
  'timeout',
  'dataType',
  'responseType',
  'success',
  'fail',
  'complete',
]

/**
 * The host's own timeout comes after the kernel's. Its message may be in any language, or
 * missing; the kernel knows what has passed.
 */
const TIMEOUT_MARGIN_MS = 1_000

/** A finished request in the host's words. */
export function describeRequest(request: WireRequest, tunnelPatch = false): Described {
  const { url, body, timeout, responseType } = request
  return {
    url,
    ...methodAndHeader(request, tunnelPatch),
    ...(body !== undefined && { data: body }),
    timeout: timeout + TIMEOUT_MARGIN_MS,
    dataType: 'text',
    responseType: responseType === 'arraybuffer' ? 'arraybuffer' : 'text',
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
