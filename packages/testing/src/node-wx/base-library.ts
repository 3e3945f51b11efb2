/** What came to the base library with a certain version. */
export type Ability = 'chunked' | 'cookies' | 'errno' | 'noConflict' | 'redirect'

/** The base library that the host pretends to carry. */
export interface BaseLibrary {
  /** The version, as `2.22.1`. */
  readonly version: string
  /** Whether this version knows the ability. */
  has(ability: Ability): boolean
}

const SINCE: Readonly<Record<Ability, string>> = {
  cookies: '2.10.0',
  chunked: '2.20.2',
  noConflict: '2.22.1',
  errno: '2.24.0',
  redirect: '3.2.2',
}

/** Tells which abilities a version of the base library has. */
export function baseLibrary(version: string): BaseLibrary {
  const has = (ability: Ability): boolean => compare(version, SINCE[ability]) >= 0
  return { version, has }
}

/** Whether the text is a version of the base library's form. */
export function isVersion(text: unknown): text is string {
  return typeof text === 'string' && /^\d+\.\d+\.\d+$/.test(text)
}

function compare(left: string, right: string): number {
  const rights = right.split('.')
  for (const [place, part] of left.split('.').entries()) {
    const difference = Number(part) - Number(rights[place])
    if (difference !== 0) return difference
  }
  return 0
}
