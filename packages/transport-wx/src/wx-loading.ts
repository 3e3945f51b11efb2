import { aBoolean, checkOptions, type LoadingView } from '@allium/core'
import { aHost, hostOr } from './find-host'
import type { ScreenHost } from './host'

/** How the loading looks. */
export interface WxLoadingOptions {
  /** @default '加载中' */
  readonly title?: string | undefined
  /** Keeps taps from what is below. @default false */
  readonly mask?: boolean | undefined
  /** @default the global `wx`, looked up at each use */
  readonly host?: ScreenHost | undefined
}

/**
 * `wx.showLoading` as a view for the `loading` layer.
 *
 * @example
 * import { loading } from '@allium/core'
 * import { wxLoading } from '@allium/transport-wx'
 *
 * client.use(loading(wxLoading({ title: '加载中', mask: true })))
 *
 * @throws TypeError for wrong options.
 */
export function wxLoading(options: WxLoadingOptions = {}): LoadingView {
  checkOptions('wxLoading', options, {
    title: [value => typeof value === 'string', 'a text'],
    mask: aBoolean,
    host: aHost('showLoading', 'hideLoading', 'showToast'),
  })
  const { title: usual = '加载中', mask: usually = false } = options
  const host = () => hostOr(options.host)
  // With a callback, WeChat returns no promise. Taro always does; `loading` catches it.
  const fail = () => {}
  return {
    show: ({ title = usual, mask = usually } = {}) =>
      host().showLoading({ title, mask, fail }),
    // WeChat's loading and toast share one place; without this a toast would go, too.
    hide: () => host().hideLoading({ noConflict: true, fail }),
    // Under any other icon WeChat cuts a title at seven characters.
    toast: (text, duration) =>
      host().showToast({ title: text, icon: 'none', duration, fail }),
  }
}
