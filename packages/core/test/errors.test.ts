import { buildSync } from 'esbuild'
import * as assert from 'uvu/assert'
import { invalidUse, statusError } from '../src/errors'
import { isRequestError, RequestError, type RequestErrorCode } from '../src/index'
import { answer, bench, quietSuite, rejection } from './helpers'

const test = quietSuite('errors')

const request = { method: 'GET', url: 'https://api.test/orders?token=a0#x' }

/** Every code there is, and whether sending again may help; the type keeps it complete. */
const codes: Record<RequestErrorCode, boolean> = {
  timeout: true,
  aborted: false,
  offline: true,
  interrupted: true,
  domain: false,
  tls: false,
  network: true,
  status: false,
  business: false,
  unreadable: false,
  invalid: false,
}

test('K13 an error has code, request, attempt, retryable, sent, response and cause', () => {
  const response = answer({ status: 401 })
  const cause = { errMsg: 'request:fail' }
  const facts = { request, message: 'it broke', response, attempt: 3, cause, sent: false }
  const error = new RequestError('network', facts)
  assert.instance(error, Error)
  assert.is(error.name, 'RequestError')
  assert.is(error.code, 'network')
  assert.is(error.message, 'GET /orders: it broke')
  assert.equal(error.request, { method: 'GET', url: 'https://api.test/orders' })
  assert.is(error.attempt, 3)
  assert.is(error.retryable, true)
  assert.is(error.sent, false)
  assert.is(error.response, response)
  assert.is(error.cause, cause)
  assert.is(String(error), 'RequestError: GET /orders: it broke')
})

test('K13 what is not said is the first attempt, sent, without answer or cause', () => {
  const error = new RequestError('tls', { request, message: 'no' })
  const { attempt, sent, response, cause } = error
  assert.equal([attempt, sent, response, cause], [1, true, undefined, undefined])
})

test('K13 the code says whether sending again may help, unless the maker knows better', () => {
  for (const [name, retryable] of Object.entries(codes)) {
    const code = name as RequestErrorCode
    const facts = { request, message: 'no' }
    assert.is(new RequestError(code, facts).retryable, retryable, code)
    assert.is(new RequestError(code, { ...facts, retryable: true }).retryable, true)
    assert.is(new RequestError(code, { ...facts, retryable: false }).retryable, false)
  }
})

test('K13 of the refused statuses, the passing ones are retryable', () => {
  const retryable = [
    400, 401, 403, 404, 408, 409, 425, 429, 500, 501, 502, 503, 504,
  ].filter(status => statusError(request, answer({ status }), 1).retryable)
  assert.equal(retryable, [408, 425, 429, 500, 502, 503, 504])
})

test('K13 a message says the fact: the status with its name where it has one', () => {
  const message = (status: number) => statusError(request, answer({ status }), 1).message
  assert.is(message(404), 'GET /orders: 404 Not Found')
  assert.is(message(418), 'GET /orders: 418')
})

test('K13 a URL without a path names the root, and a password is never told', () => {
  const at = (url: string) => invalidUse({ method: 'GET', url }, 'no')
  assert.is(at('https://api.test').message, 'GET /: no')
  assert.is(at('https://api.test?token=a0').message, 'GET /: no')
  assert.is(at('?token=a0').message, 'GET /: no')
  const error = at('https://lin:a0@api.test/x@y?token=a0')
  assert.equal(error.request.url, 'https://api.test/x@y')
  assert.is(error.message, 'GET /x@y: no')
})

test('K13 an invalid use was never sent', () => {
  const cause = new Error('why')
  const error = invalidUse(request, 'no', cause)
  assert.equal([error.code, error.sent, error.cause], ['invalid', false, cause])
})

test('K13 a subclass adds codes of its own, and is known as what it is', () => {
  class QuotaError extends RequestError {
    declare readonly code: 'quota-exceeded'
  }
  const error = new QuotaError('quota-exceeded', { request, message: 'no' })
  assert.instance(error, QuotaError)
  assert.is(error.code, 'quota-exceeded')
  assert.instance(error, RequestError)
  assert.ok(isRequestError(error))
  assert.is(error.retryable, false)
})

test('K13 toJSON tells what may be logged', () => {
  const error = statusError(request, answer({ status: 503, data: 'a0' }), 2)
  assert.equal(error.toJSON(), {
    name: 'RequestError',
    code: 'status',
    message: 'GET /orders: 503 Service Unavailable',
    method: 'GET',
    url: 'https://api.test/orders',
    status: 503,
    attempt: 2,
    retryable: true,
  })
})

test('K13 the guard knows errors by brand, across two copies of the package', async () => {
  const other = secondCopy()
  assert.is.not(other.RequestError, RequestError)
  const own = new RequestError('offline', { request, message: 'no' })
  const foreign = new other.RequestError('offline', { request, message: 'no' })
  assert.not(foreign instanceof RequestError)
  assert.ok(isRequestError(foreign))
  assert.ok(other.isRequestError(own))
  // A transport built on another copy is understood by this kernel.
  const { client } = bench(() => {
    throw foreign
  })
  const codesHeard: unknown[] = []
  client.on('error', ({ code }) => codesHeard.push(code))
  assert.is(await rejection(client.get('/a')), foreign)
  assert.equal(codesHeard, ['offline'])
})

test('K02 a replayable made with another copy replays', async () => {
  const twice = secondCopy().replayable(async (_, next) => {
    await next()
    await next()
  })
  const { client, transport } = bench()
  await client.use(twice).get('/a')
  assert.is(transport.calls.length, 2)
})

test('K13 the guard refuses everything else', () => {
  const lookalike = { name: 'RequestError', code: 'offline', message: 'no' }
  const others = [undefined, null, 'RequestError', 1, {}, new Error('x'), lookalike]
  assert.equal(
    others.map(each => isRequestError(each)),
    others.map(() => false),
  )
})

/** The package once more, as a second install would load it. */
function secondCopy(): typeof import('../src/index') {
  const entryPoints = [new URL('../src/index.ts', import.meta.url).pathname]
  const options = { entryPoints, bundle: true, write: false, format: 'cjs' } as const
  const code = buildSync({ ...options, logLevel: 'error' }).outputFiles[0]?.text
  const module = { exports: {} }
  new Function('module', 'exports', code as string)(module, module.exports)
  return module.exports as typeof import('../src/index')
}

test.run()
