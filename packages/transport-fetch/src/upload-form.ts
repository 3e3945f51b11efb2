import { invalidUse, type Transfer, type WireRequest } from '@allium/core'
import { type BlobLike, hostFetch } from './host'
import type { FetchTransportOptions } from './transport-options'

type Upload = Extract<Transfer, { kind: 'upload' }>

/** A form that holds a file; the host writes its content type, with the boundary. */
export interface Parcel {
  readonly form: unknown
  /** Of the file, in bytes. */
  readonly size: number
  readonly onProgress: Upload['onProgress']
}

declare const FormData: new () => {
  append(name: string, value: BlobLike | string): void
}

/**
 * The form of an upload, its file last, as mini programs send it.
 *
 * @throws RequestError `invalid` where the file cannot be had; nothing is sent then.
 */
export async function parcelOf(
  request: WireRequest,
  upload: Upload,
  fileOf: FetchTransportOptions['fileOf'],
): Promise<Parcel> {
  const { name = 'file', formData = {}, onProgress } = upload
  const file = await fileFor(request, upload, fileOf)
  if (!isBlob(file)) {
    throw invalidUse(request, 'neither its `file` nor what `filePath` names is a Blob')
  }
  const form = new FormData()
  for (const [field, value] of Object.entries(formData)) form.append(field, value)
  form.append(name, file)
  return { form, size: file.size, onProgress }
}

async function fileFor(
  request: WireRequest,
  { filePath, file }: { readonly filePath?: string | undefined; readonly file?: unknown },
  fileOf: FetchTransportOptions['fileOf'] = fileAt,
): Promise<unknown> {
  if (file !== undefined || filePath === undefined) return file
  if (fileOf === fileAt && !/^(blob|data):/i.test(filePath)) {
    const message = '`filePath` must be a `blob:` or `data:` URL, or give `fileOf`'
    throw invalidUse(request, message)
  }
  try {
    return await fileOf(filePath)
  } catch (cause) {
    throw invalidUse(request, 'its file cannot be read', cause)
  }
}

/** What `URL.createObjectURL` names; the file pickers of uni-app and Taro do so on H5. */
async function fileAt(filePath: string): Promise<BlobLike> {
  const answer = await hostFetch()?.(filePath, {} as never)
  return answer?.blob() as Promise<BlobLike>
}

/** By tag, because it may come from another realm. */
function isBlob(value: unknown): value is BlobLike {
  return /^\[object (Blob|File)\]$/.test(Object.prototype.toString.call(value))
}
