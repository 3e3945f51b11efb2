import type { HeaderInput, Headers } from './types'

/** Names in lower case, values as text, empty ones left out; later fields win. */
export function headerFields(...inputs: ReadonlyArray<HeaderInput | undefined>): Headers {
  const fields: Record<string, string> = {}
  for (const input of inputs) {
    for (const name in input) {
      const value = input[name]
      const field = name.toLowerCase()
      // A `null` takes back what stood there under another spelling.
      if (value === undefined || value === null) delete fields[field]
      else fields[field] = String(value)
    }
  }
  return fields
}
