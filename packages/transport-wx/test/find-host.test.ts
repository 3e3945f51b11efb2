import type { RequestError } from '@allium/core'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { aHost, hasMethod, hostFor, hostOr } from '../src/find-host'
import { wireRequest, withGlobalWx } from './helpers'

const test = suite('find host')

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

test('K32 the rule of a host names all that is needed of it', () => {
  const [allows, words] = aHost('show', 'hide')
  assert.is(words, 'an object with `show`, `hide`')
  assert.ok(allows({ show() {}, hide() {} }))
  for (const host of [null, {}, 5, { show() {} }, { show() {}, hide: true }]) {
    assert.not.ok(allows(host))
  }
})

test('T05 a request that needs a function of the host is invalid where there is none', async () => {
  const request = wireRequest()
  const given = { show() {} }
  assert.is(hostFor(request, given, 'show'), given)
  const refusal = (host?: object) => {
    try {
      return hostFor(request, host, 'hide')
    } catch (error) {
      const { code, sent, message, cause } = error as RequestError
      return [code, sent, message, cause instanceof TypeError]
    }
  }
  const lacking = ['invalid', false, 'GET /me: the host has no `hide`', true]
  assert.equal(refusal(given), lacking)
  await withGlobalWx({}, () => assert.equal(refusal(), lacking))
  const none = 'GET /me: there is no global `wx` here; give a `host`'
  assert.equal(refusal(), ['invalid', false, none, true])
})

test('T05 a method is one that can be called', () => {
  assert.ok(hasMethod({ show() {} }, 'show'))
  for (const host of [undefined, null, 5, {}, { show: true }]) {
    assert.not.ok(hasMethod(host, 'show'))
  }
})

test.run()
