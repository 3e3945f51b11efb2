import type { Deliver } from './callbacks'
import type { Guard } from './guard'
import type { Lifecycle, LifecycleEntry } from './lifecycle'
import { createNavigation, type NavigationMethods } from './navigation'
import { createPageFiles } from './page-files'
import { createMove } from './page-moves'
import { createPageStack, type PageStack } from './page-stack'
import type { PageFileOptions, PageFunction, PageInstance } from './page-types'

/** What a test sees of the pages, and does to them. */
export interface PagesControl<Globals> {
  /** The paths of the pages on the stack, without leading slashes, the first one first. */
  readonly stack: readonly string[]
  /** The lifecycle events of all pages and of the app, in order. */
  readonly timeline: readonly LifecycleEntry[]
  /**
   * Puts a page file under a path. `load` is called when the page is first opened, with the
   * globals of a mini program, and calls `Page` before it returns.
   */
  define(
    path: string,
    load: (globals: Globals) => unknown,
    options?: PageFileOptions,
  ): void
  /** The global `getCurrentPages`: the pages on the stack. */
  getCurrentPages(): PageInstance[]
}

/** The pages of one host. */
export interface Pages<Globals> {
  /** What is handed to the test. */
  readonly control: PagesControl<Globals>
  /** What is handed to the app. */
  readonly methods: NavigationMethods
  /** The global `Page`. */
  readonly Page: PageFunction
  /** The pages that are open. */
  readonly stack: PageStack
}

/** Makes a host without pages; `globals` is what its page files are given. */
export function createPages<Globals>(
  globals: () => Globals,
  lifecycle: Lifecycle,
  guard: Guard,
  deliver: Deliver,
): Pages<Globals> {
  const files = createPageFiles(globals, guard)
  const stack = createPageStack(lifecycle)
  return {
    stack,
    Page: files.Page,
    methods: createNavigation(createMove(stack, files, guard), deliver),
    control: {
      get stack(): readonly string[] {
        return stack.pages.map(({ route }) => route)
      },
      timeline: lifecycle.timeline,
      define: files.define,
      getCurrentPages: () => stack.pages.map(({ self }) => self),
    },
  }
}
