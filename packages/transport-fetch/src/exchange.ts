import {
  abortReason,
  RequestError,
  type Response,
  readBody,
  type Wire,
  type WireRequest,
} from '@allium/core'
import { headOf } from './answer-head'
import { blobOf } from './blob-answer'
import { fetchFailure } from './fetch-failure'
import type { FetchAbort } from './host'
import { send } from './send'
import { streamOf } from './stream-answer'
import type { FetchTransportOptions } from './transport-options'

/**
 * One exchange with the host. A 2xx gives a stream or a file where one was asked for; any
 * other status is read whole, so that an error tells what the server has to say, and has no
 * data where the body is cut.
 */
export async function exchange(
  request: WireRequest,
  wire: Wire,
  host: FetchAbort,
  options: FetchTransportOptions,
): Promise<Response> {
  const { attempt } = wire
  const { transfer } = request
  const answer = await send(request, wire, host.signal, options)
  const head = headOf(request, answer)
  const cut = (thrown: unknown) => fetchFailure(request, thrown, attempt, true)
  if (head.status === 0) throw hidden(request, attempt)
  const isGood = head.status >= 200 && head.status < 300
  if (isGood && transfer?.kind === 'stream') {
    const reason = () => abortReason(request, wire, true)
    const stop = () => host.abort()
    return { ...head, ...streamOf(answer, wire.signal, { stop, reason, cut }) }
  }
  const failed = (thrown: unknown) => {
    throw cut(thrown)
  }
  if (isGood && transfer?.kind === 'download') {
    const data = await blobOf(answer, head.headers, transfer.onProgress).catch(failed)
    return { ...head, data }
  }
  const isPlain = transfer === undefined || transfer.kind === 'upload'
  const asked: WireRequest = isPlain ? request : { ...request, responseType: 'json' }
  const isBytes = asked.responseType === 'arraybuffer'
  // A status outside 2xx says what it says, though its body is cut.
  const onCut = isGood ? failed : () => {}
  const data = await (isBytes ? answer.arrayBuffer() : answer.text()).catch(onCut)
  return readBody(asked, { ...head, data }, attempt, options.parseJson)
}

/** A redirect not followed, or an answer under `no-cors`: browsers show nothing of them. */
function hidden(request: WireRequest, attempt: number): RequestError {
  const message = 'the browser hides the answer: a redirect, or `no-cors`'
  return new RequestError('unreadable', { request, message, attempt })
}
