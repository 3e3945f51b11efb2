import type { AppFunction, GetAppFunction } from './app'
import type { PageFunction, PageInstance } from './page-types'
import type { NodeWx } from './wx'

/** The globals of a mini program; `Object.assign(globalThis, globals)` sets them. */
export interface NodeGlobals {
  /** What the app calls. */
  readonly wx: NodeWx
  /** Registers the app. */
  readonly App: AppFunction
  /** Registers a page, in a file given to `pages.define`. */
  readonly Page: PageFunction
  /** Returns the app. */
  readonly getApp: GetAppFunction
  /** Returns the pages on the stack. */
  readonly getCurrentPages: () => PageInstance[]
}
