import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  type FetchRequest,
  hostAbort,
  hostFetch,
  isOffline,
  isRefused,
} from '../src/host'
import { quiet, withGlobals } from './helpers'

const test = suite('host')
test.after.each(quiet)

const request: FetchRequest = {
  method: 'POST',
  headers: {},
  body: 'a',
  signal: hostAbort().signal,
  credentials: 'same-origin',
  redirect: 'follow',
}

test('T05 `fetch` is what stands there when it is asked for', async () => {
  const seen: unknown[] = []
  const stand = (...call: unknown[]) => seen.push(call)
  await withGlobals({ fetch: stand }, () => hostFetch()?.('/a', {}))
  assert.equal(seen, [['/a', {}]])
  await withGlobals({ fetch: undefined }, () => assert.is(hostFetch(), undefined))
})

test('T01 the host is offline only where it is sure', async () => {
  const worlds: Array<[unknown, boolean]> = [
    [undefined, false],
    [{}, false],
    [{ onLine: true }, false],
    [{ onLine: false }, true],
  ]
  for (const [navigator, offline] of worlds) {
    await withGlobals({ navigator }, () => assert.is(isOffline(), offline))
  }
})

test('T01 what makes no Request is refused; without one nobody can tell', async () => {
  assert.is(isRefused('https://api.test/', request), false)
  assert.is(isRefused('https://api.test/', { ...request, method: 'GET' }), true)
  assert.is(isRefused('/a', request), true)
  assert.is(isRefused('https://api.test/', { ...request, headers: { a: '1\n2' } }), true)
  await withGlobals({ Request: undefined }, () =>
    assert.is(isRefused('/a', request), false),
  )
})

test('K11 its abort is the host’s own', () => {
  const { signal, abort } = new AbortController()
  assert.is(typeof abort, 'function')
  assert.is(hostAbort().signal.constructor, signal.constructor)
})

test.run()
