/** Data that cannot be written down. Its message quotes names, no values. */
export class DataError extends TypeError {}

/**
 * A deep, frozen copy of plain data, so that what is sent again is what was sent first.
 * Dates and whatever else has a `toJSON` become what that gives; an `ArrayBuffer` is
 * copied, a view becomes the buffer it shows. An object of the host is kept as it is, for
 * somebody else to judge; inside others it would be written as `{}`, and is refused.
 *
 * @param name says in an error what the value is.
 * @throws DataError
 */
export function snapshot(value: unknown, name: string): unknown {
  return copy(value, name, undefined)
}

/** Where a part of the data stands. */
interface Place {
  readonly part: object
  /** Its name, or its index; absent for what a `toJSON` gave. */
  readonly name: string | number | undefined
  readonly above: Place | undefined
}

function copy(
  part: unknown,
  name: string | number | undefined,
  above: Place | undefined,
): unknown {
  if (typeof part !== 'object' || part === null) return part
  const place: Place = { part, name, above }
  if (isInside(part, above)) throw new DataError(`${pathOf(place)} holds itself`)
  if (isArrayBuffer(part)) return part.slice(0)
  // Before `toJSON`: a Buffer of Node has one, and is bytes all the same.
  if (ArrayBuffer.isView(part)) {
    const { buffer, byteOffset, byteLength } = part
    return buffer.slice(byteOffset, byteOffset + byteLength)
  }
  if (hasToJSON(part)) return copy(part.toJSON(), undefined, place)
  if (Array.isArray(part)) {
    return Object.freeze(part.map((each, i) => copy(each, i, place)))
  }
  if (Object.prototype.toString.call(part) !== '[object Object]') {
    if (above === undefined) return part
    // What wraps a value is that value, to JSON too.
    const value = part.valueOf()
    if (value !== part) return value
    if (Object.keys(part).length === 0) {
      throw new DataError(`${pathOf(place)} is no plain data`)
    }
  }
  const fields: Record<string, unknown> = {}
  for (const key of Object.keys(part)) {
    setField(fields, key, copy((part as Record<string, unknown>)[key], key, place))
  }
  return Object.freeze(fields)
}

function isInside(part: object, above: Place | undefined): boolean {
  return above !== undefined && (above.part === part || isInside(part, above.above))
}

function pathOf({ name, above }: Place): string {
  if (above === undefined) return String(name)
  if (name === undefined) return pathOf(above)
  return pathOf(above) + (typeof name === 'number' ? `[${name}]` : `.${name}`)
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
