import {
  type AbortSignalLike,
  createByteSource,
  onAbort,
  type Response,
} from '@allium/core'
import { eachPiece } from './each-piece'
import type { FetchAnswer } from './host'

/** An answer as a stream, which its reader and the signal can end. */
export function streamOf(
  answer: FetchAnswer,
  signal: AbortSignalLike,
  tools: {
    /** Asks the host to stop. */
    stop(): void
    /** The error of an abort. */
    reason(): unknown
    /** The error of an answer that was cut. */
    cut(thrown: unknown): unknown
  },
): Pick<Response, 'data' | 'ended'> {
  const { stream, ended, push, end, fail, abort } = createByteSource(tools.stop)
  const unlisten = onAbort(signal, () => abort(tools.reason()))
  ended.then(unlisten)
  eachPiece(answer, push).then(end, thrown => fail(tools.cut(thrown)))
  return { data: stream, ended }
}
