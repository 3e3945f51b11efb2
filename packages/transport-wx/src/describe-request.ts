import { invalidUse, type WireRequest } from '@allium/core'
import type { HostCallbacks } from './exchange'
import type { HostMethod, HostRequest } from './host'
import type { WxTransportOptions } from './transport-options'

/** What the transport says itself, for each request. */
export type Described = Omit<HostRequest, keyof HostCallbacks>

/** The names of those, of files and of the callbacks; nobody else may set them. */
export const described =
  'url, method, header, headers, data, timeout, dataType, responseType, enableChunked, filePath, name, formData, success, fail, complete'

/**
 * The host's own timeout comes after the kernel's. Its message may be in any language, or
 * missing; the kernel knows what has passed.
 */
export const TIMEOUT_MARGIN_MS = 1_000

/** A finished request in the host's words, as the transport's options have it. */
export function describeRequest(
  request: WireRequest,
  { hostOptions, tunnelPatch }: WxTransportOptions,
  more?: Partial<Described>,
): Described {
  const { url, headers, body, timeout, responseType } = request
  const method = hostMethod(request, tunnelPatch)
  const header: Record<string, string> = { ...headers }
  if (method !== request.method) header['x-http-method-override'] = request.method
  const type = responseType === 'arraybuffer' ? responseType : 'text'
  // One literal, and the rest behind: what engines are fast at.
  const told: Described = {
    url,
    method,
    header,
    headers: header,
    timeout: timeout + TIMEOUT_MARGIN_MS,
    dataType: type,
    responseType: type,
  }
  if (body !== undefined) told.data = body
  return Object.assign(told, hostOptions, more)
}

function hostMethod(request: WireRequest, tunnelPatch: boolean | undefined): HostMethod {
  if (request.method !== 'PATCH') return request.method as HostMethod
  if (tunnelPatch) return 'POST'
  throw invalidUse(request, 'wx.request knows no PATCH; set `tunnelPatch`, or use PUT')
}
