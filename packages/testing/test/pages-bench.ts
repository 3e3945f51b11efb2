import { type CallResult, createNodeWx, drain, type NodeWxHost } from '../src/index'

type Navigation = 'navigateTo' | 'redirectTo' | 'reLaunch' | 'switchTab'

export interface PagesBench extends NodeWxHost {
  /** Goes there, and returns the words of the ending. */
  go(name: Navigation, url: string): Promise<string>
  back(delta?: number): Promise<string>
  /** The lifecycle events since the last call. */
  events(): string[]
}

/** A host with pages `a` to `l`, and the tab pages `s` and `t`. */
export function pagesBench(): PagesBench {
  const host = createNodeWx()
  for (const name of 'abcdefghijkl') {
    host.pages.define(`pages/${name}`, ({ Page }) => Page({ data: { name } }))
  }
  for (const name of 'st') {
    host.pages.define(`pages/${name}`, ({ Page }) => Page({}), { tab: true })
  }
  let heard = 0
  const words = async (call: Promise<CallResult>): Promise<string> => {
    const { errMsg } = await call.catch((reason: CallResult) => reason)
    await drain()
    return errMsg
  }
  return {
    ...host,
    go: (name, url) => words(host.wx[name]({ url })),
    back: delta => words(host.wx.navigateBack({ delta })),
    events: () => {
      const news = host.pages.timeline.slice(heard)
      heard = host.pages.timeline.length
      return news.map(({ route, event }) => `${route.replace('pages/', '')} ${event}`)
    },
  }
}
