import type { Lifecycle } from './lifecycle'
import type { LivePage } from './page-instance'

/** The pages that are open, and how they come and go. */
export interface PageStack {
  /** The pages on the stack, the first one opened first. */
  readonly pages: readonly LivePage[]
  /** The page in front. */
  readonly top: LivePage | undefined
  /** The tab page of this path, if it was opened before; it may lie beside the stack. */
  tab(path: string): LivePage | undefined
  /** Tells the page in front that it is covered. */
  cover(): void
  /** Tells the page in front that it is seen. */
  reveal(): void
  /** Puts a new page in front. */
  push(page: LivePage, isTab: boolean): void
  /** Unloads the page in front. */
  pop(): void
  /** Leaves nothing but this tab page on the stack; all that is no tab page is unloaded. */
  keepOnly(page: LivePage | undefined): void
  /** Unloads everything. */
  clear(): void
}

/** Makes an empty stack. */
export function createPageStack(lifecycle: Lifecycle): PageStack {
  const pages: LivePage[] = []
  const tabs = new Map<string, LivePage>()

  const unload = (page: LivePage): void => {
    if (page.state === 'unloaded') return
    lifecycle.run(page, 'onUnload')
    page.state = 'unloaded'
    if (tabs.get(page.route) === page) tabs.delete(page.route)
  }
  const top = (): LivePage | undefined => pages[pages.length - 1]
  const reveal = (): void => {
    const page = top()
    if (page === undefined) return
    lifecycle.run(page, 'onShow')
    if (page.state === 'loading') draw(page, lifecycle)
  }
  const pop = (): void => {
    const page = pages.pop()
    if (page !== undefined) unload(page)
  }
  return {
    pages,
    get top(): LivePage | undefined {
      return top()
    },
    tab: path => tabs.get(path),
    cover: () => {
      const page = top()
      if (page !== undefined) lifecycle.run(page, 'onHide')
    },
    reveal,
    push: (page, isTab) => {
      pages.push(page)
      if (isTab) tabs.set(page.route, page)
      lifecycle.run(page, 'onLoad', page.self.options)
      reveal()
    },
    pop,
    keepOnly: kept => {
      for (const page of pages.splice(0).reverse()) {
        if (tabs.get(page.route) !== page) unload(page)
      }
      if (kept !== undefined) pages.push(kept)
    },
    clear: () => {
      while (pages.length > 0) pop()
      for (const page of [...tabs.values()]) unload(page)
    },
  }
}

/** The first drawing takes two turns, so that it ends after the `success` of the opening. */
function draw(page: LivePage, lifecycle: Lifecycle): void {
  setImmediate(() =>
    setImmediate(() => {
      if (page.state !== 'loading') return
      page.state = 'ready'
      lifecycle.run(page, 'onReady')
    }),
  )
}
