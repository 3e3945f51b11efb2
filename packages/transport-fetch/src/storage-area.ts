import type { OptionRules } from '@allium/core'

/** What keeps texts: `localStorage` fits, and `sessionStorage`. */
export interface StorageArea {
  /** `null` where nothing is kept. */
  getItem(key: string): string | null
  /** Throws where there is no room, or the browser refuses it. */
  setItem(key: string, value: string): void
  /** Does nothing where nothing is kept. */
  removeItem(key: string): void
}

declare const localStorage: StorageArea | null | undefined

/** The global `localStorage`, or `undefined` where there is none. Throws where it is denied. */
export function hostArea(): StorageArea | undefined {
  return (typeof localStorage === 'object' && localStorage) || undefined
}

/** The rule of an option that takes one. */
export const anArea: OptionRules[string] = [
  value =>
    ['getItem', 'setItem', 'removeItem'].every(
      name => typeof Object(value)[name] === 'function',
    ),
  'an object with `getItem`, `setItem` and `removeItem`',
]
