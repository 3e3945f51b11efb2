import { abortReason, invalidUse, type Wire, type WireRequest } from '@allium/core'
import { fetchFailure } from './fetch-failure'
import {
  type FetchAnswer,
  type FetchInit,
  type FetchRequest,
  type FetchSignal,
  hostFetch,
  isOffline,
  isRefused,
} from './host'
import { tell } from './progress'
import { hasXhr, sendByXhr } from './send-by-xhr'
import type { FetchTransportOptions } from './transport-options'
import { type Parcel, parcelOf } from './upload-form'

/** Hands a request to the host, and waits for the head of its answer. */
export async function send(
  request: WireRequest,
  wire: Wire,
  signal: FetchSignal,
  options: FetchTransportOptions,
): Promise<FetchAnswer> {
  const { url, transfer } = request
  const fetch = options.fetch ?? hostFetch()
  if (fetch === undefined) throw invalidUse(request, 'there is no `fetch` here; give one')
  const parcel =
    transfer?.kind === 'upload'
      ? await parcelOf(request, transfer, options.fileOf)
      : undefined
  // Its caller may have gone while the file was read.
  if (wire.signal.aborted) throw abortReason(request, wire, false)
  const told = toldOf(request, signal, options, parcel)
  const init = { ...options.init, ...told }
  const wasOffline = isOffline()
  try {
    if (parcel?.onProgress && hasXhr() && isPlain(options)) {
      return await sendByXhr(url, told, parcel.onProgress)
    }
    const answer = await fetch(url, init as FetchInit)
    // The first sign that all has left.
    if (parcel) tell(parcel.onProgress, { loaded: parcel.size, total: parcel.size })
    return answer
  } catch (thrown) {
    if (options.fetch === undefined && isRefused(url, init)) {
      // No cause: hosts quote the header that is wrong.
      throw invalidUse(request, 'fetch refused it as it is: its URL, method or headers')
    }
    const sent = wasOffline && isOffline() ? false : undefined
    throw fetchFailure(request, thrown, wire.attempt, sent)
  }
}

function toldOf(
  { method, headers, body }: WireRequest,
  signal: FetchSignal,
  { credentials = 'same-origin', redirect = 'follow' }: FetchTransportOptions,
  parcel: Parcel | undefined,
): FetchRequest {
  const rest = { method, signal, credentials, redirect }
  if (parcel === undefined) return { ...rest, headers, body }
  // The host writes the content type, with the boundary of the form.
  const { 'content-type': _, ...others } = headers
  return { ...rest, headers: others, body: parcel.form }
}

/** Whether XMLHttpRequest does all that was asked of `fetch`. */
function isPlain({ fetch, init, credentials, redirect }: FetchTransportOptions): boolean {
  return (
    fetch === undefined &&
    init === undefined &&
    credentials !== 'omit' &&
    redirect !== 'manual'
  )
}
