import { isVersion } from './base-library'

const CHECKS: Readonly<
  Record<string, readonly [isRight: (value: unknown) => boolean, remedy: string]>
> = {
  concurrency: [
    value => Number.isInteger(value) && Number(value) >= 1,
    'must be a whole number of at least 1',
  ],
  now: [isFunction, 'must be a function that returns ms'],
  timers: [
    value =>
      isFunction(member(value, 'setTimeout')) &&
      isFunction(member(value, 'clearTimeout')),
    'must have setTimeout and clearTimeout',
  ],
  baseLibrary: [isVersion, "must be a version such as '2.22.1'"],
}

/** Throws a TypeError that names the first wrong or unknown option. */
export function checkOptions(options: object): void {
  for (const [name, value] of Object.entries(options)) {
    const check = CHECKS[name]
    if (check === undefined) {
      const known = Object.keys(CHECKS).join(', ')
      throw new TypeError(`[createNodeWx] unknown option ${name}; there are: ${known}`)
    }
    const [isRight, remedy] = check
    if (value !== undefined && !isRight(value)) {
      throw new TypeError(`[createNodeWx] ${name} ${remedy}`)
    }
  }
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function'
}

function member(value: unknown, name: string): unknown {
  return (value as Record<string, unknown> | null)?.[name]
}
