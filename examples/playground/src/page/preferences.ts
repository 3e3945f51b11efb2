import { type BackendName, backendNames } from './catalog'
import type { Locale } from './strings'

const LOCALE = 'playground.locale'
const USER = 'playground.user'

/** The language that was chosen before, or the browser's. */
export function rememberedLocale(): Locale {
  const kept = localStorage.getItem(LOCALE) ?? navigator.language
  return kept.startsWith('zh') ? 'zh' : 'en'
}

export function rememberLocale(locale: Locale): void {
  localStorage.setItem(LOCALE, locale)
}

/** Who signed in last, in this tab or another. */
export function rememberedUser(): string {
  return localStorage.getItem(USER) ?? 'li'
}

export function rememberUser(user: string): void {
  localStorage.setItem(USER, user)
}

/** The backend that the address names: `#p4a`. */
export function chosenBackend(): BackendName {
  const name = location.hash.slice(1)
  return backendNames.find(each => each === name) ?? 'p0'
}
