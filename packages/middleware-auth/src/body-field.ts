/**
 * A field of a body that may be anything; `data.token` is a field of a field. A text that
 * holds JSON is read: who asks for text gets the server's refusal as text, too.
 */
export function fieldOf(data: unknown, path: string): unknown {
  return path.split('.').reduce(fieldIn, parsed(data))
}

function fieldIn(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined
}

/** Whether a body's code may be this: compared as it is, a list would equal none. */
export function canBeCode(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}

/** A body, or what a text holds that is JSON. */
export function parsed(data: unknown): unknown {
  if (typeof data !== 'string' || !/^\s*\{/.test(data)) return data
  try {
    // A byte order mark is no JSON, and white space to `trim`.
    return JSON.parse(data.trim())
  } catch {
    // Half a text is no body.
  }
  return undefined
}
