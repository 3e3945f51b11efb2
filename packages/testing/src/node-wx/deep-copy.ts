/** Copies objects, arrays and dates through and through; all else is the same in the copy. */
export function deepCopy<T>(value: T): T {
  return copied(value, new Map()) as T
}

function copied(value: unknown, known: Map<unknown, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (known.has(value)) return known.get(value)
  if (value instanceof Date) return new Date(value)
  if (!Array.isArray(value) && !isPlain(value)) return value
  const copy: object = Array.isArray(value) ? [] : {}
  known.set(value, copy)
  for (const [name, member] of Object.entries(value)) {
    Object.assign(copy, { [name]: copied(member, known) })
  }
  return copy
}

/** Plain in another realm too: page files may run in a vm context. */
function isPlain(value: object): boolean {
  const prototype: object | null = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
