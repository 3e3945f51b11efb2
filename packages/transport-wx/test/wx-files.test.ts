import { createAbortController, createClient, type Transfer } from '@allium/core'
import { drain } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  type HostDownload,
  type HostUpload,
  type RequestHost,
  type WxTransportOptions,
  wxFiles,
  wxTransport,
} from '../src/index'
import {
  type Flight,
  fly,
  quiet,
  rejection,
  stateOf,
  wireRequest,
  withGlobalWx,
} from './helpers'

const test = suite('wxFiles')
test.after.each(quiet)

type Told = HostUpload & HostDownload & Record<string, unknown>
type Listener = (event?: unknown) => void

/** A host that moves files by hand. */
function fileHost(atOnce: (told: Told) => void = () => {}) {
  const calls: Array<[method: string, told: Told]> = []
  const listeners: Record<string, Listener[]> = {}
  const log: string[] = []
  const on = (name: string) => (listener: Listener) => {
    listeners[name] = [...(listeners[name] ?? []), listener]
  }
  const task = {
    abort: () => log.push('abort'),
    onHeadersReceived: on('headers'),
    onProgressUpdate: on('progress'),
  }
  const take = (method: string) => (told: HostUpload | HostDownload) => {
    calls.push([method, told as Told])
    atOnce(told as Told)
    return task
  }
  const host: RequestHost = {
    request: take('request'),
    uploadFile: take('uploadFile'),
    downloadFile: take('downloadFile'),
  }
  const tell = (name: string, event?: unknown) => {
    for (const listener of listeners[name] ?? []) listener(event)
  }
  return {
    host,
    calls,
    log,
    tell,
    listens: () => Object.keys(listeners),
    last: () => (calls[calls.length - 1] as [string, Told])[1],
  }
}

/** Hands one transfer to a new transport that moves files. */
const move = (
  host: RequestHost,
  parts: Parameters<typeof fly>[1],
  options: WxTransportOptions = {},
): Flight => fly(host, parts, { files: wxFiles(), ...options })

const upload = (more: Partial<Extract<Transfer, { kind: 'upload' }>> = {}) => ({
  method: 'POST',
  transfer: { kind: 'upload', filePath: 'wxfile://a', ...more } as const,
})
const download = (more: Partial<Extract<Transfer, { kind: 'download' }>> = {}) => ({
  transfer: { kind: 'download', ...more } as const,
})

const plain = (told: Told) => {
  const { success, fail, complete, ...rest } = told
  assert.equal(
    [success, fail, complete].map(callback => typeof callback),
    ['function', 'function', 'function'],
  )
  return rest
}

// What the host is told

test('T03 K40 uploadFile is told the file and the form, and not the content type', () => {
  const { host, calls, last } = fileHost()
  const headers = { authorization: 'Bearer a0', 'content-type': 'text/plain' }
  move(host, {
    ...upload({ name: 'avatar', formData: { a: '1' } }),
    headers,
    timeout: 300,
  })
  assert.equal(
    calls.map(([method]) => method),
    ['uploadFile'],
  )
  assert.equal(plain(last()), {
    url: 'https://api.test/me',
    header: { authorization: 'Bearer a0' },
    timeout: 1_300,
    filePath: 'wxfile://a',
    name: 'avatar',
    formData: { a: '1' },
  })
})

test('T03 a transfer of somebody’s own transport call may leave name and form out', () => {
  const { host, last } = fileHost()
  move(host, upload())
  assert.equal([last().name, last().formData], ['file', {}])
})

test('T03 downloadFile is told where to put the file, if anybody says', () => {
  const { host, calls, last } = fileHost()
  move(host, download())
  assert.equal(plain(last()), {
    url: 'https://api.test/me',
    header: {},
    timeout: 11_000,
  })
  move(host, download({ filePath: 'wxfile://usr/a' }))
  assert.is(last().filePath, 'wxfile://usr/a')
  assert.equal(
    calls.map(([method]) => method),
    ['downloadFile', 'downloadFile'],
  )
})

test('K04 the host may write to what it is given, the request stays as it is', () => {
  const formData = Object.freeze({ a: '1' })
  const headers = Object.freeze({ b: '2' })
  const { host, last } = fileHost(told => {
    Object.assign(told.formData, { c: '3' })
    Object.assign(told.header, { d: '4' })
  })
  move(host, { ...upload({ formData }), headers })
  assert.equal(
    [last().formData, last().header],
    [
      { a: '1', c: '3' },
      { b: '2', d: '4' },
    ],
  )
  assert.equal([formData, headers], [{ a: '1' }, { b: '2' }])
})

test('T05 the host is called as a method, with options of its own', () => {
  const names: unknown[] = []
  const host = {
    name: 'host',
    request() {},
    uploadFile(told: Told) {
      names.push(this.name, told.enableHttp2)
    },
  }
  const hostOptions = { enableHttp2: true }
  move(host as never, upload(), { hostOptions })
  assert.equal(names, ['host', true])
})

test('T05 a host without uploadFile or downloadFile is an invalid use of that alone', async () => {
  const { host, calls } = fileHost(({ success }) =>
    success({ statusCode: 200, data: '1' }),
  )
  const { request, uploadFile, downloadFile } = host as Required<RequestHost>
  const up = await rejection(move({ request, downloadFile }, upload()).promise)
  const down = await rejection(move({ request, uploadFile }, download()).promise)
  assert.equal(
    [up.code, up.message, up.sent],
    ['invalid', 'POST /me: the host has no `uploadFile`', false],
  )
  assert.equal(
    [down.code, down.message, down.sent],
    ['invalid', 'GET /me: the host has no `downloadFile`', false],
  )
  assert.is((await move({ request, uploadFile }, {}).promise).data, 1)
  assert.is(calls.length, 1)
})

test('T05 a host that has one of the two moves files that way', async () => {
  const upload = { request() {}, uploadFile: () => undefined }
  const download = { request() {}, downloadFile: () => undefined }
  for (const host of [upload, download]) wxTransport({ host, files: wxFiles() })
})

test('T05 the global `wx` is looked up when a file is moved', async () => {
  const { host, calls } = fileHost(({ success }) =>
    success({ statusCode: 200, data: '1' }),
  )
  const transport = wxTransport({ files: wxFiles() })
  const { signal } = createAbortController()
  const send = () => transport(wireRequest(upload()), { signal, attempt: 1 })
  await withGlobalWx(host, async () => assert.is((await send()).data, 1))
  assert.is(calls.length, 1)
  for (const wx of [undefined, { request() {} }]) {
    const error = await withGlobalWx(wx, () => rejection(send()))
    assert.equal([error.code, error.sent], ['invalid', false])
  }
})

// What it answers

test('T02 an upload’s answer is text, read by the same rule', async () => {
  const rows: ReadonlyArray<[unknown, unknown, ('json' | 'text')?]> = [
    ['{"a":[1]}', { a: [1] }],
    ['', undefined],
    ['{"a":1}', '{"a":1}', 'text'],
    [{ a: 1 }, { a: 1 }],
  ]
  for (const [data, read, responseType = 'json'] of rows) {
    const { host } = fileHost(({ success }) => success({ statusCode: 200, data }))
    assert.equal((await move(host, { ...upload(), responseType }).promise).data, read)
  }
  const broken = fileHost(({ success }) => success({ statusCode: 200, data: '{a' }))
  const error = await rejection(move(broken.host, upload()).promise)
  assert.equal([error.code, error.response?.data], ['unreadable', '{a'])
  const page = fileHost(({ success }) => success({ statusCode: 502, data: '<p>' }))
  assert.is((await move(page.host, upload()).promise).data, '<p>')
})

test('T02 a parser of one’s own reads an upload’s answer, outside the callbacks', async () => {
  const log: string[] = []
  const { host } = fileHost(({ success }) => {
    success({ statusCode: 200, data: '5' })
    log.push('called back')
  })
  const parseJson = (text: string) => log.push(`parse ${text}`)
  await move(host, upload(), { parseJson }).promise
  assert.equal(log, ['called back', 'parse 5'])
})

test('T02 a download’s data is the path of its file, whatever the status', async () => {
  for (const statusCode of [200, 204, 404]) {
    for (const place of [{ tempFilePath: 'a' }, { filePath: 'a' }]) {
      const { host } = fileHost(({ success }) => success({ statusCode, ...place }))
      const { data, status } = await move(host, download()).promise
      assert.equal([data, status], ['a', statusCode])
    }
  }
})

test('T02 a download with a good status and no file is unreadable, with another an answer', async () => {
  for (const none of [{}, { tempFilePath: '' }, { filePath: '' }]) {
    const { host } = fileHost(({ success }) => success({ statusCode: 200, ...none }))
    const error = await rejection(move(host, download()).promise)
    assert.equal([error.code, error.sent, error.retryable], ['unreadable', true, false])
    assert.is(error.message, 'GET /me: 200, but no file')
    assert.equal([error.attempt, error.response?.status], [1, 200])
  }
  for (const statusCode of [304, 404, 500]) {
    const { host } = fileHost(({ success }) => success({ statusCode }))
    const { data, status } = await move(host, download()).promise
    assert.equal([data, status], [undefined, statusCode])
  }
})

test('T02 headers and cookies are those that are told before the answer', async () => {
  const { host, tell, last } = fileHost()
  for (const parts of [upload(), download()]) {
    const { promise } = move(host, parts)
    tell('headers', {
      statusCode: 302,
      header: { 'X-A': '1', 'Set-Cookie': 'a=1' },
      cookies: ['a=1; Path=/'],
    })
    const given = { statusCode: 201, data: '1', tempFilePath: 'b' }
    last().success(given)
    const { status, headers, cookies, raw, url } = await promise
    assert.equal([status, headers], [201, { 'x-a': '1', 'set-cookie': 'a=1' }])
    assert.equal([cookies, url], [['a=1; Path=/'], 'https://api.test/me'])
    assert.is(raw, given, 'the host’s own answer, untouched')
  }
})

test('T02 without such headers there are none', async () => {
  for (const received of [undefined, null, {}]) {
    const { host, tell, last } = fileHost()
    const { promise } = move(host, download())
    tell('headers', received)
    last().success({ statusCode: 200, tempFilePath: 'b' })
    const { headers, cookies, data } = await promise
    assert.equal([headers, cookies, data], [{}, [], 'b'])
  }
})

test('T05 a download that tells the path alone, as Alipay’s does, is an answer', async () => {
  const { host, last } = fileHost()
  const { promise } = move(host, download())
  const given = { apFilePath: 'https://resource/a.image' }
  last().success(given)
  const { status, data, raw } = await promise
  assert.equal([status, data], [200, 'https://resource/a.image'])
  assert.is(raw, given)
})

test('T01 headers alone are no answer', async () => {
  const { host, tell, last } = fileHost()
  const { promise } = move(host, download())
  tell('headers', { statusCode: 200, header: {} })
  assert.is(await stateOf(promise), 'pending')
  last().fail({ errMsg: 'downloadFile:fail timeout' })
  assert.is((await rejection(promise)).code, 'timeout')
})

test('T01 a missing file and a forbidden place are an invalid use', async () => {
  const says = [
    'uploadFile:fail file not found',
    'uploadFile:fail Error: ENOENT: no such file or directory',
    'downloadFile:fail permission denied, open "wxfile://usr/interrupted/timeout"',
  ]
  for (const errMsg of says) {
    const { host } = fileHost(({ fail }) => fail({ errMsg }))
    const error = await rejection(move(host, upload()).promise)
    assert.equal(
      [error.code, error.message, error.sent, error.retryable],
      ['invalid', 'POST /me: the host cannot read or write the file', false, false],
    )
  }
})

test('K11 an abort reaches the host’s task, and settles at once', async () => {
  for (const parts of [upload(), download()]) {
    const { host, log, last } = fileHost()
    const { promise, abort } = move(host, parts)
    abort()
    assert.is((await rejection(promise)).code, 'aborted')
    last().success({ statusCode: 200, data: '1' })
    assert.equal(log, ['abort'])
  }
})

// Progress

test('K30 progress is told in bytes, whichever way it goes', async () => {
  const seen: unknown[] = []
  const onProgress = (progress: object) => seen.push(progress)
  const up = fileHost()
  move(up.host, upload({ onProgress }))
  up.tell('progress', {
    progress: 50,
    totalBytesSent: 5,
    totalBytesExpectedToSend: 10,
  })
  const down = fileHost()
  move(down.host, download({ onProgress }))
  down.tell('progress', {
    progress: 0,
    totalBytesWritten: 7,
    totalBytesExpectedToWrite: 0,
  })
  for (const odd of [undefined, null, {}, 5]) down.tell('progress', odd)
  await drain()
  assert.equal(seen, [
    { loaded: 5, total: 10 },
    { loaded: 7, total: 0 },
    { loaded: 0, total: 0 },
    { loaded: 0, total: 0 },
  ])
})

test('T03 progress never runs within a host’s callback', async () => {
  const log: string[] = []
  const { host, tell } = fileHost()
  move(host, upload({ onProgress: () => log.push('progress') }))
  tell('progress', { totalBytesSent: 1 })
  log.push('the host goes on')
  await drain()
  assert.equal(log, ['the host goes on', 'progress'])
})

test('K10 what progress throws or rejects with is dropped, and it is told again', async () => {
  let calls = 0
  const failing = [
    () => {
      calls += 1
      throw new Error('progress')
    },
    async () => {
      calls += 1
      throw new Error('progress')
    },
  ]
  for (const onProgress of failing) {
    const { host, tell, last } = fileHost()
    const { promise } = move(host, upload({ onProgress }))
    tell('progress', { totalBytesSent: 1 })
    await drain()
    tell('progress', { totalBytesSent: 2 })
    await drain()
    last().success({ statusCode: 200, data: '1' })
    assert.is((await promise).data, 1)
  }
  assert.is(calls, 4)
})

test('K11 no progress is told after the end or an abort', async () => {
  for (const how of ['end', 'abort']) {
    let calls = 0
    const { host, tell, last } = fileHost()
    const { promise, abort } = move(host, upload({ onProgress: () => (calls += 1) }))
    if (how === 'end') last().success({ statusCode: 200, data: '1' })
    else abort()
    tell('progress', { totalBytesSent: 1 })
    await promise.catch(() => {})
    tell('progress', { totalBytesSent: 1 })
    await drain()
    assert.is(calls, 0)
  }
})

test('K30 the host is not asked for a progress that nobody wants', () => {
  const { host, listens } = fileHost()
  move(host, upload())
  assert.equal(listens(), ['headers'])
})

test('K10 a host that gives no task moves files without progress', async () => {
  const host: RequestHost = {
    request() {},
    uploadFile: ({ success }) => {
      Promise.resolve().then(() => success({ statusCode: 200, data: '1' }))
    },
  }
  const onProgress = () => {
    throw new Error('must not be called')
  }
  assert.is((await move(host, upload({ onProgress })).promise).data, 1)
})

test('K05 K30 a client’s upload and download reach the host', async () => {
  const { host, calls } = fileHost(({ success }) =>
    success({ statusCode: 200, data: '{"id":1}', tempFilePath: 'wxfile://tmp_1' }),
  )
  const api = createClient({
    baseURL: 'https://api.test',
    transport: wxTransport({ host, files: wxFiles() }),
  })
  const { data } = await api.upload('/up', { filePath: 'wxfile://a', formData: { n: 1 } })
  assert.equal(data, { id: 1 })
  assert.is((await api.download('/a.png')).data, 'wxfile://tmp_1')
  assert.equal(
    calls.map(([method, { url }]) => [method, url]),
    [
      ['uploadFile', 'https://api.test/up'],
      ['downloadFile', 'https://api.test/a.png'],
    ],
  )
})

test('T03 K30 a method that the host’s function does not know is refused, and nothing is sent', async () => {
  const { host, calls } = fileHost()
  const transport = wxTransport({ host, files: wxFiles() })
  const api = createClient({ baseURL: 'https://api.test', transport })
  const wrong = [
    { method: 'POST', transfer: { kind: 'download' }, data: { a: 1 } },
    { method: 'HEAD', transfer: { kind: 'download' } },
    { method: 'PUT', transfer: { kind: 'upload', filePath: 'wxfile://a' } },
  ] as const
  const told: unknown[] = []
  for (const parts of wrong) {
    const error = await rejection(api.request({ url: '/a', ...parts }))
    assert.equal([error.code, error.sent], ['invalid', false])
    told.push(error.message)
  }
  assert.equal(told, [
    'POST /a: this host’s downloadFile knows only GET',
    'HEAD /a: this host’s downloadFile knows only GET',
    'PUT /a: this host’s uploadFile knows only POST',
  ])
  assert.equal(calls, [])
})

test('K30 a file that is an object has no path for the host, and is refused', async () => {
  const { host, calls } = fileHost()
  const transport = wxTransport({ host, files: wxFiles() })
  const api = createClient({ baseURL: 'https://api.test', transport })
  const error = await api.upload('/up', { file: {} }).catch(error => error)
  assert.is(error.code, 'invalid')
  assert.match(error.message, 'by its path: give `filePath`')
  assert.equal(calls, [])
})

test.run()
