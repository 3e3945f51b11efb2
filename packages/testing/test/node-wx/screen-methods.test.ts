import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { drain, manualClock } from '../../src/index'
import { baseLibrary } from '../../src/node-wx/base-library'
import { orderlyDelivery } from '../../src/node-wx/callbacks'
import { createGuard } from '../../src/node-wx/guard'
import { createScreen } from '../../src/node-wx/screen'
import { createScreenMethods } from '../../src/node-wx/screen-methods'

const test = suite('createScreenMethods')

function opened(version = '3.16.2') {
  const clock = manualClock()
  const screen = createScreen(clock.now, clock)
  const deliver = orderlyDelivery(createGuard([]))
  const wx = createScreenMethods(screen, deliver, baseLibrary(version))
  return { wx, screen: screen.control }
}

function recorded(log: string[]) {
  return {
    success: ({ errMsg }: { errMsg: string }) => log.push(`success ${errMsg}`),
    fail: ({ errMsg }: { errMsg: string }) => log.push(`fail ${errMsg}`),
    complete: ({ errMsg }: { errMsg: string }) => log.push(`complete ${errMsg}`),
  }
}

test('call back in a later turn, and then return no promise', async () => {
  const { wx, screen } = opened()
  const log: string[] = []
  assert.is(wx.showLoading({ title: 'wait', ...recorded(log) }), undefined)
  assert.is(wx.hideLoading({ complete: ({ errMsg }) => log.push(errMsg) }), undefined)
  assert.equal(log, [])
  assert.is(screen.visible, undefined)
  await drain()
  assert.equal(log, [
    'success showLoading:ok',
    'complete showLoading:ok',
    'hideLoading:ok',
  ])
})

test('return a promise where no callback is given', async () => {
  const { wx } = opened()
  assert.equal(await wx.showLoading({ title: 'wait' }), { errMsg: 'showLoading:ok' })
  assert.equal(await wx.showToast({ title: 'done' }), { errMsg: 'showToast:ok' })
  assert.equal(await wx.hideToast(), { errMsg: 'hideToast:ok' })
})

test('fail to hide what is not there', async () => {
  const { wx } = opened()
  const log: string[] = []
  wx.hideLoading(recorded(log))
  wx.hideToast({ fail: ({ errMsg }) => log.push(errMsg) })
  await drain()
  assert.equal(log, [
    "fail hideLoading:fail toast can't be found",
    "complete hideLoading:fail toast can't be found",
    "hideToast:fail toast can't be found",
  ])
})

test('leave no rejection behind where any callback is given', async () => {
  const rejections: unknown[] = []
  const onRejection = (reason: unknown): void => {
    rejections.push(reason)
  }
  process.on('unhandledRejection', onRejection)
  const { wx } = opened()
  wx.hideLoading({ success: () => {} })
  wx.hideLoading({ complete: () => {} })
  await drain()
  process.off('unhandledRejection', onRejection)
  assert.equal(rejections, [])
})

test('reject a promise with the words of the failure', async () => {
  const { wx } = opened()
  const reason = await wx.hideLoading().catch(error => error)
  assert.equal(reason, { errMsg: "hideLoading:fail toast can't be found" })
})

test('keep a toast from a hideLoading with noConflict', async () => {
  const { wx, screen } = opened()
  const log: string[] = []
  wx.showToast({ title: 'error' })
  wx.hideLoading({ noConflict: true, ...recorded(log) })
  await drain()
  assert.is(screen.visible?.title, 'error')
  assert.is(log[0], "fail hideLoading:fail toast can't be found")
  wx.hideLoading({ noConflict: false })
  assert.is(screen.visible, undefined)
})

test('pass over noConflict where the base library does not know it', () => {
  const { wx, screen } = opened('2.22.0')
  wx.showToast({ title: 'error' })
  wx.hideLoading({ noConflict: true })
  assert.is(screen.visible, undefined)
  assert.is(screen.timeline[1]?.noConflict, true)
})

test.run()
