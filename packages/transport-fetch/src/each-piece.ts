import type { FetchAnswer } from './host'

/** An answer's bytes as they come; in one piece at the end, where the host has no streams. */
export async function eachPiece(
  answer: FetchAnswer,
  onPiece: (bytes: Uint8Array) => void,
): Promise<void> {
  const reader = answer.body?.getReader()
  if (reader === undefined) {
    const bytes = new Uint8Array(await answer.arrayBuffer())
    if (bytes.length > 0) onPiece(bytes)
    return
  }
  for (;;) {
    const { done, value } = await reader.read()
    if (done || value === undefined) return
    onPiece(value)
  }
}
