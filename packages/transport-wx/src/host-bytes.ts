import { wellFormed } from '@allium/core'

/** Asked for bytes, some hosts give text, or read the JSON; it goes back to what it was. */
export function bytesOf(data: unknown): Uint8Array {
  if (data === undefined || data === null) return new Uint8Array(0)
  if (isBytes(data)) return new Uint8Array(data)
  const text = typeof data === 'string' ? data : JSON.stringify(data)
  const binary = encodeURIComponent(wellFormed(text)).replace(/%(..)/g, (_, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Uint8Array.from(binary, sign => sign.charCodeAt(0))
}

function isBytes(data: unknown): data is ArrayBuffer | Uint8Array {
  return typeof Object(data).byteLength === 'number'
}
