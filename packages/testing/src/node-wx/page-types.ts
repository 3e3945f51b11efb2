/** What stands behind the `?` of a url; values are not decoded, as on WeChat. */
export type PageQuery = Record<string, string | undefined>

/** The lifecycle functions of a page. */
export interface PageLifetimes {
  /** Called once, first, with the query of the url. */
  onLoad(query: PageQuery): void | Promise<void>
  /** Called whenever the page comes to the front. */
  onShow(): void | Promise<void>
  /** Called once, after the first `onShow`, when the page is drawn. */
  onReady(): void | Promise<void>
  /** Called when another page or another app covers the page. */
  onHide(): void | Promise<void>
  /** Called once, last. */
  onUnload(): void | Promise<void>
}

/** What every page has. */
export interface PageMembers<Data extends object> {
  /** The page's own data. */
  readonly data: Data
  /** The path, without a leading slash. */
  readonly route: string
  /** The same. */
  readonly is: string
  /** The query of the url. */
  readonly options: PageQuery
  /** Copies values into `data`, at paths such as `list[2].name`; calls back when drawn. */
  setData(patch: Partial<Data> & Record<string, unknown>, callback?: () => void): void
}

/** A page that has been opened. */
export type PageInstance<
  Data extends object = Record<string, unknown>,
  Custom extends object = Record<string, unknown>,
> = PageMembers<Data> & Partial<PageLifetimes> & Custom

/** What `Page` is called with. */
export type PageOptions<Data extends object, Custom extends object> = Custom &
  Partial<PageLifetimes> & {
    /** The data that each opened page has a copy of. @default {} */
    data?: Data
  } & ThisType<PageInstance<Data, Custom>>

/** The global `Page`: to be called once in a file given to `pages.define`. */
export type PageFunction = <
  Data extends object = Record<never, never>,
  Custom extends object = Record<never, never>,
>(
  options: PageOptions<Data, Custom>,
) => void

/** What is set on a page in the tab bar. */
export interface PageFileOptions {
  /** Whether the page is in the tab bar, and opened by `switchTab`. @default false */
  readonly tab?: boolean | undefined
}
