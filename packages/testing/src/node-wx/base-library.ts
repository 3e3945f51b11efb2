/**
 * What came to the base library with a certain version, by WeChat's own types: functions
 * of `wx` and of tasks, options, members of what is handed out.
 */
const SINCE = {
  showLoading: '1.1.0',
  hideLoading: '1.1.0',
  reLaunch: '1.1.0',
  onNetworkStatusChange: '1.1.0',
  abort: '1.4.0',
  onProgressUpdate: '1.4.0',
  responseType: '1.7.0',
  offProgressUpdate: '2.1.0',
  onHeadersReceived: '2.1.0',
  offHeadersReceived: '2.1.0',
  onAppShow: '2.1.2',
  offAppShow: '2.1.2',
  onAppHide: '2.1.2',
  offAppHide: '2.1.2',
  offNetworkStatusChange: '2.9.3',
  timeout: '2.10.0',
  cookies: '2.10.0',
  onChunkReceived: '2.20.1',
  offChunkReceived: '2.20.1',
  enableChunked: '2.20.2',
  noConflict: '2.22.1',
  errno: '2.24.0',
  redirect: '3.2.2',
} as const

/** What is younger than the first base library, by its name in WeChat. */
export type Ability = keyof typeof SINCE

/** The base library that the host pretends to carry. */
export interface BaseLibrary {
  /** The version, as `2.22.1`. */
  readonly version: string
  /** Whether this version knows the ability. */
  has(ability: Ability): boolean
  /**
   * The same object without the members that this version does not know. WeChat's own types
   * promise all of them, and so do ours.
   */
  known<T extends object>(whole: T): T
}

/** Tells which abilities a version of the base library has. */
export function baseLibrary(version: string): BaseLibrary {
  const has = (ability: Ability): boolean => compare(version, SINCE[ability]) >= 0
  const isKnown = ([name]: readonly [string, unknown]): boolean =>
    !(name in SINCE) || has(name as Ability)
  return {
    version,
    has,
    known: whole => Object.fromEntries(Object.entries(whole).filter(isKnown)) as never,
  }
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
