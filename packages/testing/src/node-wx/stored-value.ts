/** A value as it lies in the storage: copied, and marked with its type. */
export interface StoredValue {
  /** What `text` is read as. */
  readonly type: 'date' | 'json' | 'none' | 'number' | 'text' | 'undefined'
  /** The value in writing. */
  readonly text: string
}

/** Writes a value down; throws where JSON cannot. */
export function writeValue(value: unknown): StoredValue {
  if (typeof value === 'string') return { type: 'text', text: value }
  // JSON has no NaN and no Infinity; the base library keeps them.
  if (typeof value === 'number') return { type: 'number', text: String(value) }
  if (value === undefined) return { type: 'undefined', text: '' }
  if (value instanceof Date) return { type: 'date', text: String(value.getTime()) }
  const text: string | undefined = JSON.stringify(value)
  return text === undefined ? { type: 'none', text: '' } : { type: 'json', text }
}

/** Reads a value back, as a copy of its own. */
export function readValue({ type, text }: StoredValue): unknown {
  if (type === 'number') return Number(text)
  if (type === 'undefined') return undefined
  if (type === 'date') return new Date(Number(text))
  return type === 'json' ? JSON.parse(text) : text
}
