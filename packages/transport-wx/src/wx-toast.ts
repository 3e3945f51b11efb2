import type { LoadingView } from '@allium/core'
import { type WxLoadingOptions, wxLoading } from './wx-loading'

/**
 * A view for the `loading` layer that says what failed, and shows no loading.
 *
 * @example
 * import { loading } from '@allium/core'
 * import { wxToast } from '@allium/transport-wx'
 *
 * client.use(loading(wxToast(), { errorToast: '请求发送失败' }))
 *
 * @throws TypeError for wrong options.
 */
export function wxToast(options: Pick<WxLoadingOptions, 'host'> = {}): LoadingView {
  return { ...wxLoading(options), show() {}, hide() {} }
}
