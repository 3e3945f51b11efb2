import {
  createNodeWx,
  type NodeWx,
  type NodeWxHost,
  type NodeWxRequestOptions,
  type ScreenEntry,
} from '@allium/testing'
import type { Place } from './bench'
import { replace, whenOver } from './tidy-up'
import { stopTime } from './time'
import { createWayBack, type WayBack } from './way-back'

/** A phone whose time stands still, with its first page open. */
export interface Phone extends NodeWxHost, Place {}

/** Opens a phone and makes its `wx` the global one, for WeChat and for uni-app. */
export async function openPhone(): Promise<Phone> {
  const clock = stopTime()
  const host = createNodeWx({ now: clock.now, timers: clock })
  const wayBack = createWayBack()
  const wx = { ...host.wx, request: byWay(wayBack, host.wx) }
  const { getCurrentPages } = host.globals
  replace(globalThis, { wx, uni: wx, getCurrentPages })
  whenOver(host.dispose)
  for (const path of ['pages/index/index', 'pages/login/login']) {
    host.pages.define(path, ({ Page }) => Page({}))
  }
  await wx.reLaunch({ url: '/pages/index/index' })
  return {
    ...host,
    wx,
    clock,
    wayBack,
    stored: () => Object.fromEntries(host.storage.entries()),
    shown: () => host.screen.timeline.map(inWords),
  }
}

/** An answer that is kept comes in spite of an abort, as it does where a host ignores one. */
function byWay(wayBack: WayBack, { request }: NodeWx): NodeWx['request'] {
  return <T>(options: NodeWxRequestOptions<T>) => {
    const { url, success, fail } = options
    return request<T>({
      ...options,
      success: answer => wayBack.pass(url, () => success?.(answer)),
      fail: failure => wayBack.pass(url, () => fail?.(failure)),
      complete() {},
    })
  }
}

/** A line for each call: when, what, title, mask, icon, time. */
function inWords({ at, event, title, mask, icon, duration }: ScreenEntry): string {
  const words = [at, event, title, mask && 'mask', icon, duration]
  return words.filter(word => word !== undefined).join(' ')
}
