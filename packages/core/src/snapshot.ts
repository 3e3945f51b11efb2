/** Data that holds itself cannot be written down. Its message quotes names, no values. */
export class CyclicDataError extends TypeError {}

/**
 * A deep, frozen copy of plain data, so that what is sent again is what was sent first.
 * Dates and whatever else has a `toJSON` become what that gives; an `ArrayBuffer` is
 * copied, a view becomes the buffer it shows; objects of the host are kept as they are.
 *
 * @param name says in an error what the value is.
 * @throws CyclicDataError
 */
export function snapshot(value: unknown, name: string): unknown {
  return copy(value, [], name)
}

function copy(value: unknown, parents: readonly object[], path: string): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (parents.includes(value)) throw new CyclicDataError(`${path} holds itself`)
  if (isArrayBuffer(value)) return value.slice(0)
  // Before `toJSON`: a Buffer of Node has one, and is bytes all the same.
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteOffset, byteLength } = value
    return buffer.slice(byteOffset, byteOffset + byteLength)
  }
  const inside = [...parents, value]
  if (hasToJSON(value)) return copy(value.toJSON(), inside, path)
  if (Array.isArray(value)) {
    return Object.freeze(value.map((each, i) => copy(each, inside, `${path}[${i}]`)))
  }
  if (Object.prototype.toString.call(value) !== '[object Object]') return value
  const fields: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    setField(
      fields,
      key,
      copy((value as Record<string, unknown>)[key], inside, `${path}.${key}`),
    )
  }
  return Object.freeze(fields)
}

/** Plain assignment would take `__proto__` for the prototype. */
function setField(fields: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') fields[key] = value
  else Object.defineProperty(fields, key, { value, enumerable: true })
}

/** By tag, because a buffer may come from another realm. */
export function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return Object.prototype.toString.call(value) === '[object ArrayBuffer]'
}

/** Whether it says itself what it is as plain data, as a `Date` does. */
export function hasToJSON(value: object): value is { toJSON(): unknown } {
  return typeof (value as { toJSON?: unknown }).toJSON === 'function'
}
