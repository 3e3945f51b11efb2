import { deepCopy } from './deep-copy'
import type { Guard } from './guard'
import type { PageInstance } from './page-types'
import type { Route } from './route'
import { setData } from './set-data'

/** A page on the stack. */
export interface LivePage {
  /** Its path, without a leading slash. */
  readonly route: string
  /** What the app sees of it. */
  readonly self: PageInstance
  /** How far it is: an unloaded page takes no data any more. */
  state: 'loading' | 'ready' | 'unloaded'
}

/**
 * Makes a page out of what `Page` was called with, all of it copied: WeChat copies what
 * stands beside `data`, too, so that two pages of one file share nothing.
 */
export function openPage(
  options: object,
  { path, query }: Route,
  guard: Guard,
): LivePage {
  const { data = {}, ...custom } = deepCopy(options) as { data?: object }
  const self: PageInstance = {
    ...custom,
    data: data as Record<string, unknown>,
    route: path,
    is: path,
    options: query,
    setData: (patch, callback) => {
      if (page.state === 'unloaded') return
      setData(self.data, patch)
      if (callback) setImmediate(() => guard(() => callback.call(self), undefined))
    },
  }
  const page: LivePage = { route: path, self, state: 'loading' }
  return page
}
