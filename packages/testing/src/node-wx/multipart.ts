/** A form with one file, as it goes over the network. */
export interface Multipart {
  /** The value of the `content-type` header. */
  readonly contentType: string
  /** The body. */
  readonly body: Uint8Array
}

/** The file of a form. */
export interface FormFile {
  /** The name of its field. */
  readonly name: string
  /** Its path, the last part of which is the file's name. */
  readonly path: string
  /** Its content. */
  readonly bytes: Uint8Array
}

const TYPES: Readonly<Record<string, string>> = {
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  pdf: 'application/pdf',
  png: 'image/png',
  txt: 'text/plain',
  webp: 'image/webp',
}

/**
 * Writes a form (RFC 7578): the fields first and the file last, as object stores that take
 * uploads of mini programs want it.
 */
export function multipart(fields: object, file: FormFile, boundary: string): Multipart {
  const open = `--${boundary}\r\nContent-Disposition: form-data; name=`
  const texts = Object.entries(fields).map(
    ([name, value]) => `${open}"${quoted(name)}"\r\n\r\n${value}\r\n`,
  )
  const fileName = file.path.slice(file.path.lastIndexOf('/') + 1)
  const type = TYPES[extensionOf(fileName)] ?? 'application/octet-stream'
  const head =
    `${open}"${quoted(file.name)}"; filename="${quoted(fileName)}"\r\n` +
    `Content-Type: ${type}\r\n\r\n`
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([
      Buffer.from(texts.join('') + head),
      file.bytes,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  }
}

function extensionOf(fileName: string): string {
  return /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? ''
}

/** The escapes that HTML prescribes for names: nothing may close the quotes or the line. */
function quoted(name: string): string {
  return name.replace(/["\r\n]/g, character => encodeURIComponent(character))
}
