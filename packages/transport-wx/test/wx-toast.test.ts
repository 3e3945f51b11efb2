import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { wxToast } from '../src/index'

const test = suite('wx toast')

test('it shows toasts with the icon that cuts no title, and no loading', () => {
  const log: unknown[] = []
  const host = {
    showLoading: () => log.push('loading'),
    hideLoading: () => log.push('hide'),
    showToast: ({ title, icon, duration }: Record<string, unknown>) =>
      log.push({ title, icon, duration }),
  }
  const view = wxToast({ host })
  view.show()
  view.hide()
  view.toast?.('请求发送失败', 2_000)
  assert.equal(log, [{ title: '请求发送失败', icon: 'none', duration: 2_000 }])
})

test('a host without toasts is refused', () => {
  assert.throws(
    () => wxToast({ host: {} as never }),
    /\[wxLoading\] `host` must be an object with/,
  )
})

test.run()
