import type { Locale } from './strings'

/** What the servers and the set-ups say: a server speaks one language, and this page two. */
const pairs: ReadonlyArray<Readonly<Record<Locale, string>>> = [
  { en: 'Please try again later.', zh: '请稍后重试。' },
  { en: 'It failed.', zh: '请求失败。' },
  { en: 'The sign-in has expired: please sign in again', zh: '登录已过期，请重新登录' },
  { en: 'This account has been disabled', zh: '账号已被停用' },
  { en: 'Wrong name or password', zh: '用户名或密码错误' },
  { en: 'The session has expired', zh: '会话已过期' },
  { en: 'Out of stock', zh: '库存不足' },
]

/** A text of a toast in the language of the page; what is unknown stays as it is. */
export function toastIn(locale: Locale, text: string): string {
  const pair = pairs.find(({ en, zh }) => text === en || text === zh)
  return pair?.[locale] ?? text
}
