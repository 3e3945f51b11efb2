import type { Seen } from './contract-server'
import { holds } from './expect'

/** One field of a form. */
export interface FormPart {
  readonly name: string
  readonly isFile: boolean
  readonly bytes: Buffer
}

/** Reads a form (RFC 7578) by the boundary that its content type tells. */
export function formParts(seen: Seen | undefined): FormPart[] {
  const type = seen?.headers['content-type'] ?? ''
  const [, quoted, plain] =
    /^multipart\/form-data;.*boundary=(?:"([^"]+)"|([^;]+))/i.exec(type) ?? []
  const boundary = quoted ?? plain
  holds(boundary !== undefined, 'the content type', 'a form with its boundary', type)
  // One sign for each byte, so that places in the text are places in the bytes.
  const text = seen?.body.toString('latin1') ?? ''
  const pieces = `\r\n${text}`.split(`\r\n--${boundary}`)
  holds(pieces.length > 2, 'the body', 'parts between its boundaries', text.slice(0, 80))
  return pieces.slice(1, -1).map(partOf)
}

function partOf(piece: string): FormPart {
  const end = piece.indexOf('\r\n\r\n')
  const head = Buffer.from(piece.slice(0, end), 'latin1').toString()
  const name = /[; ]name="([^"]*)"/i.exec(head)?.[1] ?? ''
  const bytes = Buffer.from(piece.slice(end + 4), 'latin1')
  return { name, isFile: /[; ]filename\*?=/i.test(head), bytes }
}
