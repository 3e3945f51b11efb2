import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { drain } from '../../src/index'
import { fixtures } from '../helpers'
import { type PagesBench, pagesBench } from '../pages-bench'

const test = suite('createPages')

const { keep, close } = fixtures()
test.after.each(close)

const opened = (): PagesBench => keep(pagesBench())

test('open a page: hide, load, show, ready', async () => {
  const { go, events, pages } = opened()
  assert.is(await go('reLaunch', '/pages/a?id=1'), 'reLaunch:ok')
  assert.equal(events(), ['a onLoad', 'a onShow', 'a onReady'])
  assert.is(await go('navigateTo', '/pages/b'), 'navigateTo:ok')
  assert.equal(events(), ['a onHide', 'b onLoad', 'b onShow', 'b onReady'])
  assert.equal(pages.stack, ['pages/a', 'pages/b'])
  assert.equal(pages.timeline[0]?.query, { id: '1' })
})

test('give back the page that was there: unload, show', async () => {
  const { go, back, events, pages } = opened()
  await go('reLaunch', '/pages/a')
  const [first] = pages.getCurrentPages()
  await go('navigateTo', 'b')
  await go('navigateTo', 'c')
  events()
  assert.is(await back(), 'navigateBack:ok')
  assert.equal(events(), ['c onUnload', 'b onShow'])
  await go('navigateTo', 'c')
  events()
  await back(99)
  assert.equal(events(), ['c onUnload', 'b onUnload', 'a onShow'])
  assert.is(pages.getCurrentPages()[0], first)
  assert.is(await back(), 'navigateBack:fail cannot navigate back at first page.')
  assert.equal(events(), [])
})

test('replace a page: unload, load, show, ready', async () => {
  const { go, events, pages } = opened()
  await go('reLaunch', '/pages/a')
  await go('navigateTo', 'b')
  events()
  await go('redirectTo', 'c')
  assert.equal(events(), ['b onUnload', 'c onLoad', 'c onShow', 'c onReady'])
  assert.equal(pages.stack, ['pages/a', 'pages/c'])
})

test('replace all pages, those of the tab bar too', async () => {
  const { go, events, pages } = opened()
  await go('reLaunch', '/pages/s')
  await go('switchTab', '/pages/t')
  await go('navigateTo', '/pages/a')
  events()
  await go('reLaunch', '/pages/a')
  assert.equal(events(), [
    'a onUnload',
    't onUnload',
    's onUnload',
    'a onLoad',
    'a onShow',
    'a onReady',
  ])
  assert.equal(pages.stack, ['pages/a'])
  events()
  await go('switchTab', '/pages/s')
  assert.equal(events(), ['a onUnload', 's onLoad', 's onShow', 's onReady'])
})

// The table of the official guide; s and t are in the tab bar, a is opened from s, b from a.
test('switch tabs as the table of the guide has it', async () => {
  const { go, events, pages } = opened()
  await go('reLaunch', '/pages/s')
  events()
  assert.is(await go('switchTab', '/pages/s'), 'switchTab:ok')
  assert.equal(events(), [])
  await go('switchTab', '/pages/t')
  assert.equal(events(), ['s onHide', 't onLoad', 't onShow', 't onReady'])
  await go('switchTab', '/pages/s')
  assert.equal(events(), ['t onHide', 's onShow'])
  assert.equal(pages.stack, ['pages/s'])
  await go('navigateTo', '/pages/a')
  events()
  await go('switchTab', '/pages/s')
  assert.equal(events(), ['a onUnload', 's onShow'])
  await go('navigateTo', '/pages/a')
  await go('navigateTo', '/pages/b')
  events()
  await go('switchTab', '/pages/t')
  assert.equal(events(), ['b onUnload', 'a onUnload', 't onShow'])
})

test('open a tab from a page that was opened from outside', async () => {
  const { go, events, pages } = opened()
  await go('reLaunch', '/pages/a')
  events()
  await go('switchTab', '/pages/s?id=1')
  assert.equal(events(), ['a onUnload', 's onLoad', 's onShow', 's onReady'])
  assert.equal(pages.timeline.slice(-3)[0]?.query, {})
})

test('lie at most ten on one another', async () => {
  const { go, events, pages } = opened()
  await go('reLaunch', '/pages/a')
  for (const name of 'bcdefghij') await go('navigateTo', `/pages/${name}`)
  assert.is(pages.stack.length, 10)
  events()
  assert.is(
    await go('navigateTo', '/pages/k'),
    'navigateTo:fail webview count limit exceed',
  )
  assert.equal(events(), [])
  assert.is(await go('redirectTo', '/pages/k'), 'redirectTo:ok')
  assert.is(pages.stack[9], 'pages/k')
})

test('refuse what is not there, and the wrong way to a tab', async () => {
  const { go, pages } = opened()
  await go('reLaunch', '/pages/a')
  assert.is(await go('navigateTo', 'x'), 'navigateTo:fail page "pages/x" is not found')
  assert.is(
    await go('navigateTo', 's'),
    'navigateTo:fail can not navigateTo a tabbar page',
  )
  assert.is(
    await go('redirectTo', 's'),
    'redirectTo:fail can not redirectTo a tabbar page',
  )
  assert.is(await go('switchTab', 'b'), 'switchTab:fail can not switch to no-tabBar page')
  pages.define('pages/x', () => {})
  assert.is(
    await go('navigateTo', 'x'),
    'navigateTo:fail page "pages/x" has not been registered yet',
  )
  assert.equal(pages.stack, ['pages/a'])
})

test('change in a later turn, before success and in order of calling', async () => {
  const { wx, pages } = opened()
  const log: unknown[] = []
  const success = (): void => {
    log.push([...pages.stack])
  }
  wx.reLaunch({ url: '/pages/a', success })
  wx.navigateTo({ url: 'b', success })
  assert.equal(pages.stack, [])
  await drain()
  assert.equal(log, [
    ['pages/a', 'pages/b'],
    ['pages/a', 'pages/b'],
  ])
  assert.equal(pages.stack, ['pages/a', 'pages/b'])
})

test('are ready after the success of their opening, and not once they are gone', async () => {
  const { wx, pages, events } = opened()
  const log: number[] = []
  wx.reLaunch({ url: '/pages/a', success: () => log.push(pages.timeline.length) })
  await drain()
  assert.equal(log, [2])
  events()
  wx.redirectTo({ url: '/pages/b' })
  wx.redirectTo({ url: '/pages/c' })
  await drain()
  assert.equal(events(), [
    'a onUnload',
    'b onLoad',
    'b onShow',
    'b onUnload',
    'c onLoad',
    'c onShow',
    'c onReady',
  ])
})

test('let a page go on from its own lifecycle', async () => {
  const { go, pages, wx, network } = opened()
  pages.define('pages/guard', ({ Page, wx: given }) => {
    Page({
      data: { count: 0 },
      onLoad(query) {
        this.setData({ count: this.data.count + 1, 'from.id': query.id })
        given.redirectTo({ url: '/pages/a' })
      },
      onShow() {
        throw new Error('in onShow')
      },
    })
  })
  assert.is(await go('reLaunch', '/pages/guard?id=1'), 'reLaunch:ok')
  await drain()
  assert.equal(pages.stack, ['pages/a'])
  assert.match(String(network.swallowed[0]), 'in onShow')
  assert.is(typeof wx.navigateTo, 'function')
})

test.run()
