import { isText } from './is-text'

/** A name that must be given. */
export function named(factory: string, what: string, name: unknown): string {
  if (isText(name)) return name
  throw new TypeError(`[${factory}] takes the name of a ${what}`)
}
