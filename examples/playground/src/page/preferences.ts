import { type BackendName, backendNames } from './catalog'
import type { Locale } from './strings'

const LOCALE = 'playground.locale'

/** The language that was chosen before, or the browser's. */
export function rememberedLocale(): Locale {
  const kept = remembered(LOCALE) ?? navigator.language
  return kept.startsWith('zh') ? 'zh' : 'en'
}

export function rememberLocale(locale: Locale): void {
  remember(LOCALE, locale)
}

/** Who signed in last with this backend, in this tab or another. */
export function rememberedUser(name: BackendName): string {
  return remembered(`playground.user.${name}`) ?? 'li'
}

export function rememberUser(name: BackendName, user: string): void {
  remember(`playground.user.${name}`, user)
}

/** The backend that the address names: `#p4a`. */
export function chosenBackend(): BackendName {
  const name = location.hash.slice(1)
  return backendNames.find(each => each === name) ?? 'p0'
}

/** A browser may refuse its storage, and what is full takes nothing more. */
function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // It is forgotten with the page, and nothing else is lost.
  }
}
