import type { Guard } from './guard'
import type { PageFileOptions, PageFunction } from './page-types'
import { readRoute } from './route'

/** The page files of one host. */
export interface PageFiles<Globals> {
  /** The global `Page`. */
  readonly Page: PageFunction
  /** Puts a page file under a path; `load` calls `Page`, when the page is first opened. */
  define(
    path: string,
    load: (globals: Globals) => unknown,
    options?: PageFileOptions,
  ): void
  /** Whether there is a file under this path. */
  has(path: string): boolean
  /** Whether this page is in the tab bar. */
  isTab(path: string): boolean
  /** What `Page` was called with; `undefined` if the file calls none. */
  optionsOf(path: string): object | undefined
}

interface Defined<Globals> {
  readonly load: (globals: Globals) => unknown
  readonly tab: boolean
  options?: object
}

/** Makes a host without pages; `globals` is what its page files are given. */
export function createPageFiles<Globals>(
  globals: () => Globals,
  guard: Guard,
): PageFiles<Globals> {
  const files = new Map<string, Defined<Globals>>()
  let loading: Defined<Globals> | undefined
  return {
    Page: options => {
      if (loading === undefined) {
        throw new Error(
          '[pages] Page() is called outside of a file given to pages.define',
        )
      }
      loading.options = options
    },
    define: (path, load, { tab = false } = {}) => {
      if (typeof load !== 'function') {
        throw new TypeError('[pages] define needs a function that calls Page()')
      }
      files.set(readRoute(path).path, { load, tab })
    },
    has: path => files.has(path),
    isTab: path => files.get(path)?.tab === true,
    optionsOf: path => {
      const file = files.get(path)
      if (file !== undefined && file.options === undefined) {
        loading = file
        guard(file.load, globals())
        loading = undefined
      }
      return file?.options
    },
  }
}
