// A page and Node have these, a mini program has not. They are looked up when needed.
type BlobOf = new (parts: ArrayBuffer[], options: { type: string }) => object
declare const Blob: BlobOf | undefined
declare const FormData: (new () => Fields) | undefined
declare const Response: new (
  body: object,
) => {
  readonly headers: { get(name: string): string | null }
  arrayBuffer(): Promise<ArrayBuffer>
}

interface Fields {
  forEach(run: (value: string | object, name: string) => void): void
}

/** A form that holds one file, and beside it no more than texts of different names. */
export interface FileForm {
  readonly file: object
  readonly name: string
  readonly formData: Readonly<Record<string, string>>
}

/** A body that can be sent, and its content type where only its writer knows it. */
export interface WrittenBody {
  readonly data: string | ArrayBuffer
  readonly type?: string | null
}

/**
 * What axios has made of a call's data, as text or bytes; `undefined` for what cannot be
 * sent, an object of no known kind say. Bytes can be sent again after a refresh.
 */
export async function writtenBody(data: unknown): Promise<WrittenBody | undefined> {
  if (typeof data === 'string' || isArrayBuffer(data)) return { data }
  if (ArrayBuffer.isView(data)) return { data: bytesOf(data) }
  const isForm = typeof FormData === 'function' && data instanceof FormData
  const isBlob = typeof Blob === 'function' && data instanceof Blob
  if (!isForm && !isBlob) return undefined
  const writer = new Response(data)
  const type = isForm ? { type: writer.headers.get('content-type') } : {}
  return { data: await writer.arrayBuffer(), ...type }
}

/** The form of such a kind; `undefined` for any other, and for what is no form. */
export function fileForm(data: unknown): FileForm | undefined {
  if (typeof FormData !== 'function' || !(data instanceof FormData)) return undefined
  const files: Array<Omit<FileForm, 'formData'>> = []
  const names = new Set<string>()
  const formData: Record<string, string> = {}
  let fields = 0
  data.forEach((value, name) => {
    fields += 1
    names.add(name)
    if (typeof value === 'string') formData[name] = value
    else files.push({ file: value, name })
  })
  const [form, ...more] = files
  const isOne = form?.name && more.length === 0 && names.size === fields
  return isOne ? { ...form, formData } : undefined
}

/** The host's `Blob`, if it has one. */
export function hostBlob(): BlobOf | undefined {
  return typeof Blob === 'function' ? Blob : undefined
}

/** By tag, because a buffer may come from another realm. */
export function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return Object.prototype.toString.call(value) === '[object ArrayBuffer]'
}

/** The bytes that a view shows, and no more: a Buffer of Node shares its memory. */
function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): ArrayBuffer {
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer
}
