import { createNodeWx, type NodeWxHost } from '@allium/testing'
import { appTimers } from './app-timers'
import { setGlobals } from './globals'
import type { Host, Stage } from './stage'

/** The page that `p0` opens when the session is over. */
export const LOGIN_PAGE = 'pages/login/login'

/** A phone, and its globals `wx`, `uni`, `getCurrentPages` and the rest. */
export interface Phone extends Host {
  readonly device: NodeWxHost
  /**
   * Answers requests to one origin from another: for a client that speaks https alone, it
   * plays what ends TLS before a server.
   */
  forward(from: string, to: string): void
}

/** A stage whose app is on a phone. */
export type PhoneStage = Stage & { readonly phone: NodeWxHost }

export function openPhone(): Phone {
  const phone = createNodeWx()
  for (const path of ['pages/home/home', LOGIN_PAGE]) {
    phone.pages.define(path, ({ Page }) => Page({}))
  }
  phone.wx.reLaunch({ url: '/pages/home/home', fail() {} })
  const forwarded = { from: '', to: '' }
  const uni = {
    ...phone.wx,
    request(options: Parameters<typeof phone.wx.request>[0]) {
      const { from, to } = forwarded
      return phone.wx.request({ ...options, url: options.url.replace(from, to) })
    },
  }
  const { setTimeout, stop } = appTimers()
  const restore = setGlobals({ ...phone.globals, uni, setTimeout })
  return {
    device: phone,
    forward: (from, to) => Object.assign(forwarded, { from, to }),
    cut(isCut) {
      phone.network.offline = isCut ?? false
    },
    close() {
      restore()
      stop()
      phone.dispose()
    },
  }
}
