import { faultIn, type OptionRules } from './check-options'
import { aFunction, anObject, aText } from './option-rules'
import { snapshot } from './snapshot'
import type { RequestOptions } from './types'

/** How far a transfer has come. */
export interface Progress {
  /** Bytes moved so far. */
  readonly loaded: number
  /** Bytes in all; 0 where it is not known. */
  readonly total: number
}

/** A file that is sent; `Fields` are the form's others. */
export interface UploadTransfer<Fields extends object = object> {
  readonly kind: 'upload'
  /** One of the two. */
  readonly filePath?: string | undefined
  readonly file?: object | undefined
  readonly name?: string | undefined
  readonly formData?: Fields | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/** A file that is fetched. */
export interface DownloadTransfer {
  readonly kind: 'download'
  readonly filePath?: string | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/** An answer in pieces. */
export interface StreamTransfer {
  readonly kind: 'stream'
}

/** What is moved, where it is more than a plain exchange; as a caller says it. */
export type TransferInput = UploadTransfer | DownloadTransfer | StreamTransfer

/** The same as a transport gets it: the form's fields are text. */
export type Transfer =
  | UploadTransfer<Readonly<Record<string, string>>>
  | DownloadTransfer
  | StreamTransfer

/** What an upload is sent with: a file, by its path or itself. */
export type UploadOptions = UploadForm &
  // Where neither fits, TypeScript tells what is missing of the last.
  (
    | {
        /** The file itself, where the host has such objects: a browser's `File`. */
        readonly file: object
        readonly filePath?: undefined
      }
    | {
        /** The file, as the host names it: `wxfile://…`. It is sent again on a replay. */
        readonly filePath: string
        readonly file?: undefined
      }
  )

/** The form that a file is sent in. */
export interface UploadForm extends Omit<RequestOptions, 'data' | 'method'> {
  /** The form field that holds the file. @default 'file' */
  readonly name?: string | undefined
  /** The form's other fields: text as it is, anything else as JSON. */
  readonly formData?: object | undefined
  /** Called as bytes leave; what it throws is dropped. */
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/** What a download is sent with. */
export interface DownloadOptions
  extends Omit<RequestOptions, 'data' | 'method' | 'responseType'> {
  /** Where to keep the file. @default a temporary file of the host */
  readonly filePath?: string | undefined
  /** Called as bytes come; what it throws is dropped. */
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/**
 * A transfer cut off from what the caller gave, and frozen.
 *
 * @throws TypeError for a form field that cannot be written.
 */
export function finishTransfer(transfer: TransferInput): Transfer {
  if (transfer.kind === 'stream') return Object.freeze({ kind: transfer.kind })
  const { kind, filePath, onProgress } = transfer
  if (kind === 'download') return Object.freeze({ kind, filePath, onProgress })
  const { name = 'file', formData: given = {}, file } = transfer
  const formData = Object.freeze(fieldsOf(given))
  const moved = { kind, filePath, name, formData, onProgress }
  return Object.freeze(file === undefined ? moved : { ...moved, file })
}

/** Text as it is, a date too; of the rest what JSON says, and nothing where it is silent. */
function fieldsOf(formData: object): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [field, value] of Object.entries(snapshot(formData, 'formData') as object)) {
    const isText = typeof value === 'string' || typeof value === 'bigint'
    const text = isText ? String(value) : JSON.stringify(value)
    if (text !== undefined && value !== null) fields[field] = text
  }
  return fields
}

const kinds: readonly unknown[] = ['upload', 'download', 'stream']

const rules: OptionRules = {
  filePath: [aText[0], 'the path of a file'],
  file: [anObject[0], 'a file'],
  name: [aText[0], 'the name of a form field'],
  formData: [anObject[0], 'an object of fields'],
  onProgress: aFunction,
}

/** What is wrong with a transfer, or `undefined` where nothing is. */
export function transferFault(transfer: TransferInput | undefined): string | undefined {
  if (transfer === undefined) return undefined
  const { kind, file, filePath } = Object(transfer) as Partial<UploadTransfer>
  if (!kinds.includes(kind)) return '`transfer` is an upload, a download or a stream'
  const fault = faultIn(transfer, rules)
  const isOne = (file === undefined) !== (filePath === undefined)
  if (fault !== undefined || kind !== 'upload' || isOne) return fault
  return 'an upload needs `filePath` or `file`, one of the two'
}
