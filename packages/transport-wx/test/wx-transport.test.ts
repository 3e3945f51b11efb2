import {
  createAbortController,
  createClient,
  isRequestError,
  RequestError,
  type WireRequest,
} from '@allium/core'
import { drain, manualClock } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  type HostRequest,
  type RequestHost,
  type WxTransportOptions,
  wxFiles,
  wxStreams,
  wxTransport,
} from '../src/index'
import {
  fly,
  handHost,
  quiet,
  rejection,
  stateOf,
  wireRequest,
  withGlobalWx,
} from './helpers'

const test = suite('wxTransport')
test.after.each(quiet)

const ok = { statusCode: 200, header: {}, cookies: [], data: '{"a":1}' }
const failed = { errMsg: 'request:fail timeout' }

/** A host that calls these callbacks at once, in this order. */
const callingBack = (...names: Array<'success' | 'fail' | 'complete'>) =>
  handHost(options => {
    for (const name of names) options[name](name === 'success' ? ok : (failed as never))
  })

// --- what the host is told ---

test('T03 the host gets all three callbacks', () => {
  const host = handHost()
  fly(host)
  const { success, fail, complete } = host.last
  assert.equal(
    [success, fail, complete].map(callback => typeof callback),
    ['function', 'function', 'function'],
  )
})

test('K40 the host gets a finished request, nothing to serialise and nothing to parse', () => {
  const host = handHost()
  fly(host, {
    method: 'POST',
    url: 'https://api.test/a?b=1',
    headers: { 'x-a': '1', 'content-type': 'application/json' },
    body: '{"a":[1]}',
    timeout: 300,
  })
  const { success, fail, complete, ...told } = host.last
  assert.equal(told, {
    url: 'https://api.test/a?b=1',
    method: 'POST',
    header: { 'x-a': '1', 'content-type': 'application/json' },
    headers: { 'x-a': '1', 'content-type': 'application/json' },
    data: '{"a":[1]}',
    // Later than the kernel's own: the host speaks of it in any language, or not at all.
    timeout: 1_300,
    dataType: 'text',
    responseType: 'text',
  })
})

test('K40 a body is a string or an ArrayBuffer as it is, and absent where there is none', () => {
  const host = handHost()
  const buffer = new ArrayBuffer(2)
  fly(host, { method: 'POST', body: '' })
  assert.is(host.last.data, '')
  fly(host, { method: 'POST', body: buffer })
  assert.is(host.last.data, buffer)
  fly(host, { method: 'DELETE', body: undefined })
  assert.not.ok('data' in host.last)
})

test('K40 what a client sends never reaches the host as an object', async () => {
  const host = handHost(options => options.success(ok))
  const api = createClient({
    baseURL: 'https://api.test',
    transport: wxTransport({ host }),
  })
  await api.post('/a', { list: [1, { b: null }] })
  await api.delete('/a', { data: ['x'] })
  await api.get('/a')
  assert.equal(
    host.calls.map(({ data }) => data),
    ['{"list":[1,{"b":null}]}', '["x"]', undefined],
  )
})

test('K04 the host may write to its header, the request stays as it is', () => {
  const headers = Object.freeze({ 'x-a': '1' })
  const host = handHost(options => {
    options.header['x-b'] = '2'
  })
  fly(host, { headers })
  assert.equal(host.last.header, { 'x-a': '1', 'x-b': '2' })
  assert.equal(headers, { 'x-a': '1' })
})

test('T02 the host is asked for bytes only where bytes are wanted', () => {
  const host = handHost()
  for (const responseType of ['json', 'text', 'arraybuffer'] as const) {
    fly(host, { responseType })
  }
  // Alipay goes by `dataType`.
  for (const name of ['responseType', 'dataType'] as const) {
    const told = host.calls.map(call => call[name])
    assert.equal(told, ['text', 'text', 'arraybuffer'])
  }
})

test('T05 options of the host’s own go along with every request', () => {
  const host = handHost()
  const hostOptions = Object.freeze({ redirect: 'manual', enableHttp2: true })
  fly(host, {}, { hostOptions })
  const { redirect, enableHttp2, url } = host.last as HostRequest &
    Record<string, unknown>
  assert.equal([redirect, enableHttp2, url], ['manual', true, 'https://api.test/me'])
})

// --- PATCH ---

test('K42 PATCH is an invalid use, and the host is not asked', async () => {
  const host = handHost()
  const error = await rejection(fly(host, { method: 'PATCH' }).promise)
  assert.is(error.code, 'invalid')
  assert.is(
    error.message,
    'PATCH /me: wx.request knows no PATCH; set `tunnelPatch`, or use PUT',
  )
  assert.is(error.sent, false)
  assert.is(host.calls.length, 0)
  await rejection(fly(host, { method: 'PATCH' }, { tunnelPatch: false }).promise)
  assert.is(host.calls.length, 0)
})

test('K42 PATCH goes through POST where that is asked for, other methods stay', async () => {
  const host = handHost(options => options.success(ok))
  const tunnel = { tunnelPatch: true }
  const headers = { 'x-a': '1' }
  await fly(host, { method: 'PATCH', body: '{}', headers }, tunnel).promise
  await fly(host, { method: 'PUT', body: '{}', headers }, tunnel).promise
  assert.equal(
    host.calls.map(({ method, header, data }) => [method, header, data]),
    [
      ['POST', { 'x-a': '1', 'x-http-method-override': 'PATCH' }, '{}'],
      ['PUT', { 'x-a': '1' }, '{}'],
    ],
  )
})

test('K42 an error of a tunnelled PATCH names the request as the caller knows it', async () => {
  const host = callingBack('fail')
  const tunnel = { tunnelPatch: true }
  const error = await rejection(fly(host, { method: 'PATCH' }, tunnel).promise)
  assert.is(error.message, 'PATCH /me: no answer in time, says the host')
  assert.is(error.request.method, 'PATCH')
})

// --- what is more than a plain exchange ---

test('T05 T06 a transfer that the transport was not given the means for is refused, unsent', async () => {
  const host = handHost()
  const untouched: RequestHost = {
    request: host.request,
    uploadFile: host.request as () => unknown,
    downloadFile: host.request as () => unknown,
  }
  const files = 'this transport moves no files; give it `files: wxFiles()`'
  const streams = 'this transport gives no streams; give it `streams: wxStreams()`'
  const file = { method: 'POST', transfer: { kind: 'upload', filePath: 'a' } } as const
  const rows: ReadonlyArray<[Partial<WireRequest>, WxTransportOptions, string]> = [
    [file, {}, `POST /me: ${files}`],
    [{ transfer: { kind: 'download' } }, {}, `GET /me: ${files}`],
    [{ transfer: { kind: 'stream' } }, {}, `GET /me: ${streams}`],
    [file, { streams: wxStreams() }, `POST /me: ${files}`],
    [{ transfer: { kind: 'stream' } }, { files: wxFiles() }, `GET /me: ${streams}`],
  ]
  for (const [parts, options, message] of rows) {
    const error = await rejection(fly(untouched, parts, options).promise)
    assert.equal(
      [error.code, error.message, error.sent, error.retryable],
      ['invalid', message, false, false],
    )
  }
  assert.is(host.calls.length, 0)
})

test('T05 what is refused is said before a host is looked for', async () => {
  const error = await rejection(fly(undefined, { transfer: { kind: 'stream' } }).promise)
  assert.match(error.message, 'give it `streams: wxStreams()`')
})

test('T05 options of the host’s own are read once: what is written to them later is not said', () => {
  const host = handHost()
  const hostOptions: Record<string, unknown> = { enableHttp2: true }
  const { signal } = createAbortController()
  const transport = wxTransport({ host, hostOptions })
  Object.assign(hostOptions, { url: 'https://elsewhere.test', enableHttp2: false })
  transport(wireRequest(), { signal, attempt: 1 })
  const { url, enableHttp2 } = host.last as HostRequest & Record<string, unknown>
  assert.equal([url, enableHttp2], ['https://api.test/me', true])
})

// --- callbacks ---

test('T03 it resolves at `success`, whatever is called back later', async () => {
  const host = handHost()
  const { promise } = fly(host)
  assert.is(await stateOf(promise), 'pending')
  host.last.success(ok)
  host.last.complete()
  assert.equal((await promise).data, { a: 1 })
})

test('T03 it rejects at `fail`, whatever is called back later', async () => {
  const host = handHost()
  const { promise } = fly(host)
  host.last.fail(failed)
  host.last.complete()
  const error = await rejection(promise)
  assert.is(error.code, 'timeout')
  assert.is(error.cause, failed)
})

test('T03 the first callback decides, also where the host calls at once', async () => {
  const orders = [
    ['success', 'complete'],
    ['success', 'fail', 'complete', 'complete'],
    ['success', 'success'],
    ['fail', 'complete'],
    ['fail', 'success', 'complete'],
    ['fail', 'fail'],
  ] as const
  const ends: string[] = []
  for (const order of orders) {
    await fly(callingBack(...order)).promise.then(
      ({ status }) => ends.push(`${status}`),
      ({ code }) => ends.push(code),
    )
  }
  assert.equal(ends, ['200', '200', '200', 'timeout', 'timeout', 'timeout'])
})

test('T03 an answer that is called back twice is the first', async () => {
  const host = handHost()
  const { promise } = fly(host)
  host.last.success(ok)
  host.last.success({ ...ok, data: '{"a":2}' })
  assert.equal((await promise).data, { a: 1 })
})

test('K10 `complete` alone ends the request too', async () => {
  const silent = handHost(options => options.complete())
  const error = await rejection(fly(silent).promise)
  assert.equal([error.code, error.sent], ['network', true])
  assert.is(error.message, 'GET /me: the connection failed')
  const telling = handHost(options => options.complete(failed))
  assert.is((await rejection(fly(telling).promise)).code, 'timeout')
  const answering = handHost(options => options.complete(ok))
  assert.equal((await fly(answering).promise).data, { a: 1 })
})

test('T01 a `success` without an HTTP status is no answer', async () => {
  for (const nothing of [undefined, null, {}, { statusCode: 0, data: '' }]) {
    const host = handHost(options => options.success(nothing as never))
    const error = await rejection(fly(host).promise)
    assert.equal([error.code, error.cause], ['network', nothing])
  }
})

test('T01 it resolves for every HTTP status', async () => {
  for (const statusCode of [100, 200, 204, 301, 304, 400, 401, 404, 418, 500, 503, 999]) {
    const host = handHost(options => options.success({ ...ok, statusCode }))
    assert.is((await fly(host).promise).status, statusCode)
  }
})

test('T01 a status that a host tells through `fail` is an answer', async () => {
  const raw = { error: 19, status: 401, headers: { A: 'b' }, data: '{"why":"expired"}' }
  const host = handHost(options => options.fail(raw))
  const answer = await fly(host).promise
  assert.equal([answer.status, answer.headers], [401, { a: 'b' }])
  assert.equal(answer.data, { why: 'expired' })
  assert.is(answer.raw, raw)
})

test('K10 K12 a host that never calls back is ended by the kernel’s timeout', async () => {
  const log: string[] = []
  const host = handHost(() => ({ abort: () => log.push('abort') }))
  const clock = manualClock()
  const api = createClient({
    baseURL: 'https://api.test',
    transport: wxTransport({ host }),
    clock,
  })
  const ended = rejection(api.get('/me', { timeout: 300 }))
  await clock.advance(300)
  const error = await ended
  assert.is(error.code, 'timeout')
  assert.is(error.message, 'GET /me: no answer within 300 ms')
  assert.is(host.last.timeout, 1_300)
  assert.equal(log, ['abort'])
  assert.is(clock.pending, 0)
  host.last.fail({ errMsg: 'request:fail abort' })
  host.last.complete()
})

test('K10 a result of the host that is a thenable is not waited for', async () => {
  const thenable = {
    // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tested
    then() {
      throw new Error('must not be called')
    },
  }
  const host = handHost(options => options.fail(thenable))
  assert.is((await rejection(fly(host).promise)).cause, thenable)
})

test('T03 nothing that throws is looked at inside a callback of the host', async () => {
  const escaped: unknown[] = []
  const trap = (error: string) =>
    Object.defineProperty({}, 'statusCode', {
      get: () => {
        throw new Error(error)
      },
    })
  const host = handHost(options => {
    for (const name of ['success', 'fail', 'complete'] as const) {
      try {
        options[name](trap(name))
      } catch (error) {
        escaped.push(error)
      }
    }
  })
  const error = await rejection(fly(host).promise)
  assert.equal(escaped, [])
  assert.equal([error.code, error.cause], ['network', undefined])
})

// --- what the host returns ---

test('T03 the host may return nothing, a task, a promise, or both in one', async () => {
  const log: string[] = []
  const abort = () => log.push('abort')
  const returns: Array<() => unknown> = [
    () => undefined,
    () => null,
    () => ({ abort }),
    () => Promise.resolve(ok),
    () => Object.assign(Promise.resolve(ok), { abort }),
    () => Promise.reject(failed),
    () => Object.assign(Promise.reject(failed), { abort }),
  ]
  for (const giveBack of returns) {
    const host = handHost(giveBack)
    const { promise } = fly(host)
    assert.is(await stateOf(promise), 'pending', 'only callbacks settle it')
    host.last.success(ok)
    assert.is((await promise).status, 200)

    const other = fly(handHost(giveBack))
    other.abort()
    assert.is((await rejection(other.promise)).code, 'aborted')
  }
  assert.equal(log, ['abort', 'abort', 'abort'])
})

test('T03 Taro’s promise that rejects besides `fail` is heard by nobody else', async () => {
  const host = handHost(options => {
    options.fail(failed)
    options.complete()
    return Promise.reject(failed)
  })
  assert.is((await rejection(fly(host).promise)).code, 'timeout')
})

test('T01 a host that throws has failed, unless it has called back before', async () => {
  const thrown = new Error('request:fail invalid url "foo"')
  const throwing = (...names: Array<'success' | 'fail'>) =>
    handHost(options => {
      for (const name of names) options[name](name === 'success' ? ok : (failed as never))
      throw thrown
    })
  const error = await rejection(fly(throwing()).promise)
  assert.ok(isRequestError(error))
  assert.equal([error.code, error.cause], ['invalid', thrown])
  assert.is((await fly(throwing('success')).promise).status, 200)
  assert.is((await rejection(fly(throwing('fail')).promise)).code, 'timeout')
  const nothing = handHost(() => {
    throw undefined
  })
  assert.is((await rejection(fly(nothing).promise)).code, 'network')
})

// --- abort ---

test('K11 a request that is aborted before is not handed to the host', async () => {
  const host = handHost()
  const { signal, abort } = createAbortController()
  abort('left the page')
  const transport = wxTransport({ host })
  const error = await rejection(transport(wireRequest(), { signal, attempt: 2 }))
  assert.equal(
    [error.code, error.message, error.attempt, error.sent, error.cause],
    ['aborted', 'GET /me: aborted', 2, false, 'left the page'],
  )
  assert.is(host.calls.length, 0)
})

test('K11 a request that is aborted while the host takes it is aborted there', async () => {
  const log: string[] = []
  const { signal, abort } = createAbortController()
  const host = handHost(() => {
    abort()
    return { abort: () => log.push('abort') }
  })
  const transport = wxTransport({ host })
  const error = await rejection(transport(wireRequest(), { signal, attempt: 1 }))
  assert.is(error.code, 'aborted')
  assert.equal(log, ['abort'])
})

test('T04 the abort is remembered, whatever the host says of it', async () => {
  const says: Array<(options: HostRequest) => void> = [
    () => {},
    options => options.fail({ errMsg: 'request:fail abort', errno: 1 }),
    options => options.fail({ errMsg: 'request:fail 请求超时', errno: 5 }),
    options => options.fail(new Error('Failed to fetch')),
    options => options.fail(undefined),
    options => options.success(ok),
    options => options.complete(),
    () => {
      throw new Error('cannot abort')
    },
  ]
  for (const say of says) {
    const host = handHost(options => ({ abort: () => say(options) }))
    const { promise, abort } = fly(host)
    const reason = new RequestError('timeout', {
      request: wireRequest(),
      message: 'no answer within 10 ms',
    })
    abort(reason)
    assert.is(await rejection(promise), reason)
  }
})

test('K11 an abort for a reason of one’s own is an `aborted` that tells it', async () => {
  const { promise, abort } = fly(handHost(), { url: 'https://api.test/me?token=1' })
  const reason = { why: 'left the page' }
  abort(reason)
  const error = await rejection(promise)
  assert.equal(
    [error.code, error.message, error.sent, error.retryable],
    ['aborted', 'GET /me: aborted', true, false],
  )
  assert.is(error.cause, reason)
})

test('K11 callbacks after an abort change nothing', async () => {
  const host = handHost()
  const { promise, abort } = fly(host)
  abort()
  host.last.success(ok)
  host.last.fail(failed)
  host.last.complete()
  assert.is((await rejection(promise)).code, 'aborted')
})

test('K11 an abort after the end does not reach the host', async () => {
  const log: string[] = []
  const task = { abort: () => log.push('abort') }
  for (const early of [true, false]) {
    const host = handHost(options => {
      if (early) options.success(ok)
      return task
    })
    const { promise, abort } = fly(host)
    if (!early) host.last.success(ok)
    abort()
    assert.is((await promise).status, 200)
  }
  assert.equal(log, [])
})

test('K11 the listener of the signal is removed, however the request ends', async () => {
  const listeners = new Set<() => void>()
  const signal = {
    aborted: false,
    addEventListener: (_: 'abort', listener: () => void) => listeners.add(listener),
    removeEventListener: (_: 'abort', listener: () => void) => listeners.delete(listener),
  }
  const ends: Array<(options: HostRequest) => void> = [
    options => options.success(ok),
    options => options.fail(failed),
    options => options.complete(),
  ]
  for (const end of ends) {
    const host = handHost()
    const flight = wxTransport({ host })(wireRequest(), { signal, attempt: 1 })
    assert.is(listeners.size, 1)
    end(host.last)
    await flight.catch(() => {})
    assert.is(listeners.size, 0)
  }
  await wxTransport({ host: callingBack('success') })(wireRequest(), {
    signal,
    attempt: 1,
  })
  assert.is(listeners.size, 0)
})

// --- the body ---

const bodyOf = async (
  data: unknown,
  { statusCode = 200, responseType = 'json' as 'json' | 'text' | 'arraybuffer' } = {},
) => {
  const host = handHost(options => options.success({ statusCode, data }))
  return (await fly(host, { responseType }).promise).data
}

test('T02 JSON is parsed here', async () => {
  assert.equal(await bodyOf('{"a":[1,"中"]}'), { a: [1, '中'] })
  assert.equal(await bodyOf('[]'), [])
  assert.is(await bodyOf('"text"'), 'text')
  assert.is(await bodyOf('null'), null)
  assert.is(await bodyOf('0'), 0)
  assert.is(await bodyOf('\uFEFFtrue'), true)
})

test('T02 data that a host has parsed against our word is taken as it is', async () => {
  const data = { a: 1 }
  assert.is(await bodyOf(data), data)
})

test('T02 text and bytes come as they are', async () => {
  const text = { responseType: 'text' as const }
  assert.is(await bodyOf('{"a":1}', text), '{"a":1}')
  const buffer = new Uint8Array([1, 2]).buffer
  assert.is(await bodyOf(buffer, { responseType: 'arraybuffer' }), buffer)
})

test('T02 an empty body is `undefined`, in every form, and so is that of a 204', async () => {
  for (const responseType of ['json', 'text', 'arraybuffer'] as const) {
    for (const data of ['', null, undefined, new ArrayBuffer(0)]) {
      for (const statusCode of [200, 204, 500]) {
        assert.is(await bodyOf(data, { responseType, statusCode }), undefined)
      }
    }
    assert.is(await bodyOf('left over', { responseType, statusCode: 204 }), undefined)
  }
})

test('T02 broken JSON under a 2xx rejects, with the text readable', async () => {
  for (const statusCode of [200, 201, 299]) {
    const host = handHost(options => options.success({ ...ok, statusCode, data: '{"a' }))
    const error = await rejection(fly(host).promise)
    assert.equal(
      [error.code, error.message, error.retryable],
      ['unreadable', `GET /me: ${statusCode}, but the body is not JSON`, false],
    )
    assert.equal([error.response?.status, error.response?.data], [statusCode, '{"a'])
  }
})

test('T02 broken JSON under another status is an answer', async () => {
  const page = '<html>Bad Gateway</html>'
  for (const statusCode of [302, 404, 502]) {
    assert.is(await bodyOf(page, { statusCode }), page)
  }
})

test('T03 a parser of one’s own runs outside the callbacks of the host', async () => {
  const log: string[] = []
  const host = handHost(options => {
    log.push('> success')
    options.success(ok)
    log.push('< success')
  })
  const parseJson = (text: string) => {
    log.push(`parse ${text}`)
    return 'parsed'
  }
  assert.is((await fly(host, {}, { parseJson }).promise).data, 'parsed')
  assert.equal(log, ['> success', '< success', 'parse {"a":1}'])
})

test('T03 a parser that throws makes the answer unreadable, not the host fail', async () => {
  const log: string[] = []
  // As Taro does: what `success` throws calls `fail`.
  const host = handHost(options => {
    try {
      options.success(ok)
    } catch (error) {
      log.push('thrown into the host')
      options.fail(error)
    }
    options.complete()
  })
  const parseJson = () => {
    throw new Error('my parser')
  }
  const error = await rejection(fly(host, {}, { parseJson }).promise)
  assert.ok(isRequestError(error))
  assert.is(error.code, 'unreadable')
  assert.is(error.response?.data, '{"a":1}')
  assert.equal(log, [])
})

// --- the host itself ---

test('T05 the global `wx` is looked up when a request is made', async () => {
  const transport = wxTransport()
  const { signal } = createAbortController()
  const send = () => transport(wireRequest(), { signal, attempt: 1 })
  const first = callingBack('success')
  const second = callingBack('fail')
  await withGlobalWx(first, async () => assert.is((await send()).status, 200))
  await withGlobalWx(second, async () =>
    assert.is((await rejection(send())).code, 'timeout'),
  )
  assert.equal([first.calls.length, second.calls.length], [1, 1])
})

test('T05 no host anywhere is a typed error of the request', async () => {
  const error = await rejection(fly(undefined).promise)
  assert.ok(isRequestError(error))
  assert.equal(
    [error.code, error.message, error.sent, error.retryable],
    ['invalid', 'GET /me: there is no global `wx` here; give a `host`', false, false],
  )
  assert.instance(error.cause, TypeError)
})

test('T05 a global `wx` that cannot request is one, too', async () => {
  const error = await withGlobalWx({ miniProgram: {} }, () =>
    rejection(fly(undefined).promise),
  )
  assert.equal(
    [error.code, error.message],
    ['invalid', 'GET /me: the host has no `request`'],
  )
})

test('K32 wrong options throw when the transport is made, naming option and remedy', () => {
  const owned =
    'url, method, header, headers, data, timeout, dataType, responseType, enableChunked, filePath, name, formData, '
  const refused: ReadonlyArray<[unknown, string]> = [
    [null, '[wxTransport] takes an object of options'],
    [{ host: null }, '[wxTransport] `host` must be an object with `request`'],
    [{ host: {} }, '[wxTransport] `host` must be an object with `request`'],
    [{ parseJson: 'json' }, '[wxTransport] `parseJson` must be a function'],
    [{ tunnelPatch: 1 }, '[wxTransport] `tunnelPatch` must be true or false'],
    ...[null, true, {}, wxFiles, wxStreams()].map((files): [unknown, string] => [
      { files },
      '[wxTransport] `files` must be what `wxFiles` makes',
    ]),
    ...[null, true, {}, wxStreams, wxFiles()].map((streams): [unknown, string] => [
      { streams },
      '[wxTransport] `streams` must be what `wxStreams` makes',
    ]),
    [
      { host: handHost(), files: wxFiles() },
      '[wxTransport] `host` must have `uploadFile` or `downloadFile`',
    ],
    ...[
      null,
      'manual',
      { header: {} },
      { data: {} },
      { timeout: 5 },
      { enableChunked: true },
      { filePath: 'a' },
      { success() {} },
    ].map((hostOptions): [unknown, string] => [
      { hostOptions },
      `[wxTransport] \`hostOptions\` must be an object, without ${owned}success, fail, complete`,
    ]),
    ...[0, 2.5, '10', null, {}].map((maxConcurrent): [unknown, string] => [
      { maxConcurrent },
      '[wxTransport] `maxConcurrent` must be a whole number above 0, or a gate',
    ]),
    [
      { hots: {} },
      '[wxTransport] knows no option `hots`; it has: host, files, streams, parseJson, tunnelPatch, hostOptions, maxConcurrent',
    ],
  ]
  for (const [options, message] of refused) {
    assert.throws(
      () => wxTransport(options as WxTransportOptions),
      (error: Error) => {
        assert.is(error.message, message)
        return error instanceof TypeError
      },
    )
  }
})

test('K06 one transport carries many requests, several live side by side', async () => {
  const hosts = [handHost(), handHost()]
  const transports = hosts.map(host => wxTransport({ host }))
  const { signal } = createAbortController()
  const flights = transports.flatMap(transport =>
    [1, 2].map(attempt => transport(wireRequest(), { signal, attempt })),
  )
  for (const [h, host] of hosts.entries()) {
    for (const [c, { success }] of [...host.calls.entries()].reverse()) {
      success({ statusCode: 200, data: `"${h}${c}"` })
    }
  }
  await drain()
  const data = (await Promise.all(flights)).map(answer => answer.data)
  assert.equal(data, ['00', '01', '10', '11'])
})

test.run()
