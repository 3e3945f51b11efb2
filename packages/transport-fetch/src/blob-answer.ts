import type { Headers } from '@allium/core'
import { eachPiece } from './each-piece'
import type { BlobLike, FetchAnswer } from './host'
import { type OnProgress, tell } from './progress'

declare const Blob: new (pieces: Uint8Array[], options: { type: string }) => BlobLike

/** A download's data. Read piece by piece only where somebody wants to know how far it is. */
export async function blobOf(
  answer: FetchAnswer,
  headers: Headers,
  onProgress: OnProgress,
): Promise<BlobLike> {
  if (onProgress === undefined || !answer.body) {
    const blob = await answer.blob()
    tell(onProgress, { loaded: blob.size, total: blob.size })
    return blob
  }
  const pieces: Uint8Array[] = []
  const length = Number(headers['content-length']) || 0
  let loaded = 0
  await eachPiece(answer, bytes => {
    pieces.push(bytes)
    loaded += bytes.length
    // The length is that of the compressed bytes, where they are; these are unpacked.
    const isKnown = headers['content-encoding'] === undefined && loaded <= length
    tell(onProgress, { loaded, total: isKnown ? length : 0 })
  })
  return new Blob(pieces, { type: headers['content-type'] ?? '' })
}
