import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { checkHost, hasMethod, hostOr } from '../src/host'
import { withGlobalWx } from './helpers'

const test = suite('host')

test('T05 a host that is given wins over the global `wx`', async () => {
  const given = { name: 'given' }
  assert.is(hostOr(given), given)
  await withGlobalWx({ name: 'global' }, () => assert.is(hostOr(given), given))
})

test('T05 the global `wx` is looked up at each use', async () => {
  const first = { name: 'first' }
  const second = { name: 'second' }
  await withGlobalWx(first, () => assert.is(hostOr<object>(undefined), first))
  await withGlobalWx(second, () => assert.is(hostOr<object>(undefined), second))
})

test('T05 no host anywhere is said with the remedy', async () => {
  const none = /^there is no global `wx` here; give a `host`$/
  const said = (error: Error) => error instanceof TypeError && none.test(error.message)
  assert.throws(() => hostOr(undefined), said)
  for (const wx of [null, undefined, 'wx']) {
    await withGlobalWx(wx, () => assert.throws(() => hostOr(undefined), said))
  }
})

test('K32 a host that lacks a method is refused, one that is left out is not', () => {
  const methods = ['show', 'hide']
  checkHost('factory', undefined, methods)
  checkHost('factory', { show() {}, hide() {} }, methods)
  for (const host of [null, {}, 5, { show() {} }, { show() {}, hide: true }]) {
    assert.throws(
      () => checkHost('factory', host, methods),
      (error: Error) =>
        error instanceof TypeError &&
        /^\[factory\] `host` must have `(show|hide)`$/.test(error.message),
    )
  }
})

test('K32 a host that is given under another name is refused under that', () => {
  assert.throws(
    () => checkHost('factory', {}, ['show'], 'cloud'),
    (error: Error) => error.message === '[factory] `cloud` must have `show`',
  )
})

test('T05 a method is one that can be called', () => {
  assert.ok(hasMethod({ show() {} }, 'show'))
  for (const host of [undefined, null, 5, {}, { show: true }]) {
    assert.not.ok(hasMethod(host, 'show'))
  }
})

test.run()
