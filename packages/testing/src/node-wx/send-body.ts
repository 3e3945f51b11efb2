import type { ClientRequest } from 'node:http'

/** How much is written at a time, in bytes; after each, progress is told. */
const PIECE = 64 * 1024

/**
 * Writes a body piece by piece and ends the request; `onSent` is told when the system has
 * taken a piece. What fails is told by the request itself.
 */
export function sendBody(
  request: ClientRequest,
  body: string | Uint8Array,
  onSent: (bytes: number, total: number) => void,
): void {
  const bytes = Buffer.from(body)
  const sendFrom = (start: number): void => {
    if (start >= bytes.length) {
      request.end()
      return
    }
    const end = Math.min(start + PIECE, bytes.length)
    request.write(bytes.subarray(start, end), error => {
      if (error) return
      onSent(end, bytes.length)
      sendFrom(end)
    })
  }
  sendFrom(0)
}
