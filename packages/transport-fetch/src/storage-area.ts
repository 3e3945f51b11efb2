import type { OptionRules } from '@allium/core'

/** What keeps texts: `localStorage` fits, and `sessionStorage`. */
export interface StorageArea {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
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
