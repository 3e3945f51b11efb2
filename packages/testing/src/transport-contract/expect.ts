import { inspect } from 'node:util'

/** What a check fails with; a transport never has it to give. */
export class ContractFailure extends Error {
  override readonly name = 'ContractFailure'
}

/** Fails unless both are deeply equal. */
export function equal(found: unknown, expected: unknown, what: string): void {
  if (isAlike(found, expected)) return
  throw new ContractFailure(`${what}: expected ${show(expected)}, found ${show(found)}`)
}

/** Fails unless it is the very same object. */
export function same(found: unknown, expected: unknown, what: string): void {
  if (found === expected) return
  throw new ContractFailure(
    `${what}: expected this very object: ${show(expected)}, found ${show(found)}`,
  )
}

/** Fails unless it is so; `expected` says in words what has to be. */
export function holds(
  isSo: boolean,
  what: string,
  expected: string,
  found: unknown,
): void {
  if (isSo) return
  throw new ContractFailure(`${what}: expected ${expected}, found ${show(found)}`)
}

/** Fails unless the bytes are equal; tells the first that is not. */
export function equalBytes(found: unknown, expected: Uint8Array, what: string): void {
  holds(isBytes(found), what, `${expected.length} bytes`, found)
  const bytes = new Uint8Array(found as Uint8Array)
  const at = expected.findIndex((byte, index) => bytes[index] !== byte)
  const place = at === -1 ? bytes.length : at
  if (at === -1 && bytes.length === expected.length) return
  throw new ContractFailure(
    `${what}: expected ${expected.length} bytes, found ${bytes.length}; ` +
      `the first that differs is at ${place}: ` +
      `expected ${show(expected[place])}, found ${show(bytes[place])}`,
  )
}

/** Whether it is an ArrayBuffer, of another realm too. */
export function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return Object.prototype.toString.call(value) === '[object ArrayBuffer]'
}

/** One line, not too long. */
export function show(value: unknown): string {
  const text =
    value instanceof Error ? `${value.name}: ${value.message}` : inspect(value, ONE_LINE)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

const LONGEST = 400
const ONE_LINE = {
  breakLength: Number.POSITIVE_INFINITY,
  compact: true,
  depth: 3,
  maxStringLength: 200,
}

/** Of values as JSON has them; an object of another realm (a vm's) is like one of this. */
function isAlike(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (!isObject(one) || !isObject(other)) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  if (isArrayBuffer(one) && isArrayBuffer(other)) {
    return Buffer.from(one).equals(Buffer.from(other))
  }
  const names = Object.keys(one)
  const hasAll = names.every(name => name in other && isAlike(one[name], other[name]))
  return hasAll && names.length === Object.keys(other).length
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isBytes(value: unknown): boolean {
  return isArrayBuffer(value) || ArrayBuffer.isView(value)
}
