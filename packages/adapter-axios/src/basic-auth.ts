import { wellFormed } from '@allium/core'

const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** What `auth` of a config says in an `Authorization` header, its text as UTF-8. */
export function basicAuth(auth: {
  readonly username?: string
  readonly password?: string
}): string {
  const { username = '', password = '' } = auth
  return `Basic ${base64(utf8(`${username}:${password}`))}`
}

function utf8(text: string): number[] {
  const pieces = encodeURIComponent(wellFormed(text)).match(/%..|./g) ?? []
  return pieces.map(piece =>
    piece.length > 1 ? Number.parseInt(piece.slice(1), 16) : piece.charCodeAt(0),
  )
}

/** Not every host has `btoa`. */
function base64(bytes: readonly number[]): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second, third] = bytes.slice(at, at + 3)
    const bits = (first << 16) | ((second ?? 0) << 8) | (third ?? 0)
    text += signs.charAt(bits >> 18) + signs.charAt((bits >> 12) & 63)
    text += second === undefined ? '=' : signs.charAt((bits >> 6) & 63)
    text += third === undefined ? '=' : signs.charAt(bits & 63)
  }
  return text
}
