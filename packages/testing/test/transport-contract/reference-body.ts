import type { ContractRequest, ContractTransfer } from '../../src/index'

/** What goes over the wire, and under which content type. */
export interface ReferenceBody {
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Buffer | undefined
}

type Upload = Extract<ContractTransfer, { kind: 'upload' }>

/** The body of a request; of an upload its form, or `undefined` where its file is missing. */
export function referenceBody(
  { headers, body, transfer }: ContractRequest,
  files: ReadonlyMap<string, Uint8Array>,
): ReferenceBody | undefined {
  if (transfer?.kind === 'upload') return formBody(transfer, headers, files)
  if (body === undefined) return { headers, bytes: undefined }
  const bytes = Buffer.from(body as string)
  // Of itself Node says no length of what DELETE carries, and no server reads it.
  return { headers: { ...headers, 'content-length': String(bytes.length) }, bytes }
}

function formBody(
  { filePath, name = 'file', formData = {} }: Upload,
  headers: Readonly<Record<string, string>>,
  files: ReadonlyMap<string, Uint8Array>,
): ReferenceBody | undefined {
  const file = files.get(filePath)
  if (file === undefined) return undefined
  const open = '--edge\r\nContent-Disposition: form-data; name='
  const fields = Object.entries(formData).map(
    ([field, value]) => `${open}"${field}"\r\n\r\n${value}\r\n`,
  )
  const head = `${fields.join('')}${open}"${name}"; filename="a.bin"\r\n\r\n`
  return {
    headers: { ...headers, 'content-type': 'multipart/form-data; boundary=edge' },
    bytes: Buffer.concat([Buffer.from(head), file, Buffer.from('\r\n--edge--\r\n')]),
  }
}
