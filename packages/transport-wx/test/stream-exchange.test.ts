import { type ByteStream, RequestError, type Response } from '@allium/core'
import { drain } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  type HostRequest,
  type RequestHost,
  type WxTransportOptions,
  wxStreams,
} from '../src/index'
import { type Flight, fly, quiet, rejection, stateOf, wireRequest } from './helpers'

const test = suite('stream exchange')
test.after.each(quiet)

type Listener = (event?: unknown) => void

interface ChunkHost extends Flight {
  readonly told: HostRequest
  readonly log: string[]
  head(received?: unknown): void
  chunk(data?: unknown): void
  /** The stream, once it flows. */
  stream(): Promise<ByteStream>
}

const both = ['onHeadersReceived', 'onChunkReceived']

/** A stream on its way through a host whose every word the test says. */
function open(
  options: WxTransportOptions & {
    methods?: readonly string[]
    onAbort?: (told: HostRequest) => void
    atOnce?: (told: HostRequest) => void
    noTask?: boolean
    whole?: boolean
    parts?: Parameters<typeof fly>[1]
  } = {},
): ChunkHost {
  const { methods = both, onAbort, atOnce, noTask, whole, parts, ...rest } = options
  const streams = wxStreams(whole === undefined ? {} : { whole })
  const listeners: Record<string, Listener> = {}
  const log: string[] = []
  let told: HostRequest | undefined
  const host: RequestHost = {
    request(given) {
      told = given
      atOnce?.(given)
      if (noTask) return undefined
      const abort = () => {
        log.push('abort')
        onAbort?.(given)
      }
      const on = methods.map(name => [
        name,
        (listener: Listener) => {
          listeners[name] = listener
        },
      ])
      return { abort, ...Object.fromEntries(on) }
    },
  }
  const flight = fly(
    host,
    { transfer: { kind: 'stream' }, ...parts },
    { streams, ...rest },
  )
  return {
    ...flight,
    log,
    told: told as HostRequest,
    head: received => listeners.onHeadersReceived?.(received),
    chunk: data => listeners.onChunkReceived?.({ data }),
    stream: async () => (await flight.promise).data as ByteStream,
  }
}

const ok = { statusCode: 200, header: { 'X-A': '1' }, cookies: ['a=1'] }
const chunkless = { methods: ['onHeadersReceived'] }
const encode = (text: string) => new TextEncoder().encode(text)
const buffer = (text: string) => encode(text).buffer as ArrayBuffer

/** All pieces as text, and how the stream ends. */
async function read(stream: ByteStream): Promise<string[]> {
  const log: string[] = []
  try {
    for await (const piece of stream) log.push(new TextDecoder().decode(piece))
    log.push('.')
  } catch (error) {
    log.push((error as RequestError).code)
  }
  return log
}

// What the host is told

test('T06 the host is asked for chunks and bytes, and for as long as it can', () => {
  const parts = { method: 'POST', body: '{}', timeout: 300, headers: { a: 'b' } }
  const { success, fail, complete, ...told } = open({ parts }).told
  assert.equal(told, {
    url: 'https://api.test/me',
    method: 'POST',
    header: { a: 'b' },
    headers: { a: 'b' },
    data: '{}',
    // The kernel's timeout is over with the headers; the host would cut the stream.
    timeout: 2_147_483_647,
    dataType: 'arraybuffer',
    enableChunked: true,
    responseType: 'arraybuffer',
  })
})

test('K42 PATCH is refused and tunnelled for streams as for others', async () => {
  const parts = { method: 'PATCH' }
  const error = await rejection(open({ parts }).promise)
  assert.is(error.code, 'invalid')
  assert.is(open({ parts, tunnelPatch: true }).told.method, 'POST')
})

// What flows

test('T06 it resolves with the headers, and chunks come as they come', async () => {
  const { promise, head, chunk, told } = open()
  assert.is(await stateOf(promise), 'pending')
  head(ok)
  const { status, headers, cookies, url, data, ended, raw } = await promise
  assert.equal([status, headers, cookies], [200, { 'x-a': '1' }, ['a=1']])
  assert.equal([url, raw], ['https://api.test/me', ok])
  const stream = data as ByteStream
  const first = stream.next()
  assert.is(await stateOf(first), 'pending')
  chunk(buffer('a'))
  assert.equal((await first).value, encode('a'))
  chunk(buffer('b'))
  chunk(buffer('c'))
  assert.is(await stateOf(ended as Promise<void>), 'pending')
  told.success({ ...ok, data: '' })
  told.complete()
  assert.equal(await read(stream), ['b', 'c', '.'])
  assert.is(await stateOf(ended as Promise<void>), 'resolved')
})

test('T06 every 2xx flows', async () => {
  for (const statusCode of [200, 201, 206, 299]) {
    const { head, stream } = open()
    head({ ...ok, statusCode })
    assert.is(await stateOf(stream()), 'resolved')
  }
})

test('T06 chunks that come before the headers are kept, in order', async () => {
  const { promise, head, chunk, told, stream } = open()
  chunk(buffer('a'))
  chunk(buffer('b'))
  assert.is(await stateOf(promise), 'pending')
  head(ok)
  chunk(buffer('c'))
  told.success(ok)
  assert.equal(await read(await stream()), ['a', 'b', 'c', '.'])
})

test('T06 headers that are told twice are the first', async () => {
  const { promise, head, chunk, told, stream } = open()
  head(ok)
  head({ ...ok, statusCode: 500 })
  chunk(buffer('a'))
  told.success({ ...ok, data: 'ignored, for it came in pieces' })
  assert.is((await promise).status, 200)
  assert.equal(await read(await stream()), ['a', '.'])
})

test('T06 an empty stream ends without a piece', async () => {
  for (const data of ['', undefined, null, new ArrayBuffer(0)]) {
    const { head, chunk, told, stream } = open()
    head(ok)
    chunk(new ArrayBuffer(0))
    chunk(undefined)
    told.success({ ...ok, data })
    assert.equal(await read(await stream()), ['.'])
  }
})

test('T06 a chunk is bytes, whatever the host makes of it', async () => {
  const { head, chunk, told, stream } = open()
  head(ok)
  chunk(buffer('a'))
  chunk(encode('b'))
  chunk(encode('xcx').subarray(1, 2))
  chunk('你😀')
  told.success(ok)
  assert.equal(await read(await stream()), ['a', 'b', 'c', '你😀', '.'])
})

test('T06 a chunk of the host is copied: it may use its memory again', async () => {
  const { head, chunk, told, stream } = open()
  head(ok)
  const memory = encode('a')
  chunk(memory)
  memory[0] = 0x62
  told.success(ok)
  assert.equal(await read(await stream()), ['a', '.'])
})

// Headers without a status (DevTools), late or missing

test('T06 headers without a status hold the stream back until it is known', async () => {
  for (const received of [{ header: ok.header }, {}, undefined, { statusCode: 0 }]) {
    const { promise, head, chunk, told, stream } = open()
    head(received)
    chunk(buffer('a'))
    chunk(buffer('b'))
    assert.is(await stateOf(promise), 'pending')
    told.success({ ...ok, data: '' })
    assert.equal((await promise).headers, { 'x-a': '1' })
    assert.equal(await read(await stream()), ['a', 'b', '.'])
  }
})

test('T06 headers without a status do not hide those that come with one', async () => {
  const { promise, head } = open()
  head({ header: {} })
  head(ok)
  assert.is(await stateOf(promise), 'resolved')
})

test('T06 a host without onHeadersReceived gives the stream at the end', async () => {
  const { promise, chunk, told, stream } = open({ methods: ['onChunkReceived'] })
  chunk(buffer('a'))
  told.success({ ...ok, data: '' })
  assert.is((await promise).status, 200)
  assert.equal(await read(await stream()), ['a', '.'])
})

// Refused by the server

test('T06 K14 outside 2xx it waits for the body, and hands out no stream', async () => {
  for (const statusCode of [199, 300, 302, 401, 404, 500]) {
    const { promise, head, chunk, told } = open()
    chunk(buffer('{"why":'))
    head({ ...ok, statusCode })
    chunk(buffer('"你'))
    assert.is(await stateOf(promise), 'pending')
    chunk(buffer('"}'))
    told.success({ ...ok, statusCode, data: '' })
    const answer = await promise
    assert.equal([answer.status, answer.data], [statusCode, { why: '你' }])
    assert.equal(answer.headers, { 'x-a': '1' })
    assert.not('ended' in answer)
  }
})

test('T06 the body of a refusal is read like any other', async () => {
  const bytes = encode('{"why":"你"}')
  const rows: ReadonlyArray<[pieces: unknown[], whole: unknown, read: unknown]> = [
    [[bytes.slice(0, 9), bytes.slice(9)], '', { why: '你' }],
    [[encode('<p>')], '', '<p>'],
    [[], '', undefined],
    [[], undefined, undefined],
    [[], buffer('{"a":1}'), { a: 1 }],
    [[], '{"a":1}', { a: 1 }],
    [[], { a: '你' }, { a: '你' }],
    [[], [1], [1]],
    [[], 'not JSON 你', 'not JSON 你'],
    [[encode('\uFEFF[1]')], '', [1]],
  ]
  for (const [pieces, whole, expected] of rows) {
    const { promise, head, chunk, told } = open()
    head({ ...ok, statusCode: 400 })
    for (const piece of pieces) chunk(piece)
    told.success({ ...ok, statusCode: 400, data: whole })
    assert.equal((await promise).data, expected)
  }
})

test('T06 a parser of one’s own reads a refusal too', async () => {
  const parseJson = (text: string) => `parsed ${text}`
  const { promise, chunk, told } = open({ parseJson })
  chunk(buffer('{}'))
  told.success({ ...ok, statusCode: 400 })
  assert.is((await promise).data, 'parsed {}')
})

test('T06 a refusal that a host tells through `fail`, or whose body is cut, is one', async () => {
  const first = open()
  first.told.fail({ status: 401, headers: {}, data: '{"a":1}' })
  const { status, data } = await first.promise
  assert.equal([status, data], [401, { a: 1 }])

  const cut = open()
  cut.head({ ...ok, statusCode: 503 })
  cut.chunk(buffer('half of it'))
  cut.told.fail({ errMsg: 'request:fail timeout' })
  const answer = await cut.promise
  assert.equal([answer.status, answer.data], [503, 'half of it'])
})

test('K11 T06 an abort while the body of a refusal comes is an abort', async () => {
  const failing = (told: HostRequest) => told.fail({ errMsg: 'request:fail abort' })
  for (const onAbort of [() => {}, failing]) {
    const { promise, head, chunk, abort, log } = open({ onAbort })
    head({ ...ok, statusCode: 401 })
    chunk(buffer('half of it'))
    abort()
    const { code, sent } = await rejection(promise)
    assert.equal([code, sent, log], ['aborted', true, ['abort']])
  }
})

// Cut

test('T06 T01 without headers, a failure rejects the call', async () => {
  const { promise, chunk, told } = open()
  chunk(buffer('a'))
  told.fail({ errMsg: 'request:fail timeout' })
  assert.is((await rejection(promise)).code, 'timeout')
})

test('T06 a stream that is cut rejects its reader, behind what came before', async () => {
  const { promise, head, chunk, told, stream } = open()
  head(ok)
  chunk(buffer('a'))
  const raw = { errMsg: 'request:fail interrupted' }
  told.fail(raw)
  chunk(buffer('b'))
  told.complete(raw)
  const data = await stream()
  await data.next()
  const error = await rejection(data.next())
  assert.equal(
    [error.code, error.message, error.sent],
    ['interrupted', error.message, true],
  )
  assert.is(error.cause, raw)
  assert.is((await promise).status, 200)
})

test('T03 of several callbacks the first decides how a stream ends', async () => {
  const orders: ReadonlyArray<[Array<'success' | 'fail' | 'complete'>, string]> = [
    [['success', 'success', 'complete'], '.'],
    [['success', 'fail', 'complete'], '.'],
    [['fail', 'success', 'complete'], 'network'],
    [['fail', 'fail', 'complete'], 'network'],
    [['complete', 'success'], '.'],
  ]
  for (const [names, end] of orders) {
    const { head, told, stream } = open()
    head(ok)
    for (const name of names) told[name]((name === 'fail' ? {} : ok) as never)
    assert.equal(await read(await stream()), [end], names.join())
  }
})

test('T06 chunks and headers after the end are ignored', async () => {
  const { head, chunk, told, stream } = open()
  head(ok)
  told.success(ok)
  await drain()
  chunk(buffer('late'))
  head(ok)
  assert.equal(await read(await stream()), ['.'])

  const refused = open()
  refused.told.success({ ...ok, statusCode: 404, data: 'a' })
  const { data } = await refused.promise
  refused.head(ok)
  refused.chunk(buffer('late'))
  assert.is(data, 'a')
})

test('K10 what is thrown while an answer is read is the call’s own failure', async () => {
  const trap = (name: string) =>
    Object.defineProperty({ statusCode: 200, data: '' }, name, {
      enumerable: true,
      get: () => {
        throw new Error(name)
      },
    })
  const early = open()
  early.told.success(trap('data') as never)
  assert.is((await rejection<Error>(early.promise)).message, 'data')
  const flowing = open()
  flowing.head(ok)
  flowing.told.success(trap('data') as never)
  const data = await flowing.stream()
  assert.is((await rejection<Error>(data.next())).message, 'data')
})

// Abort and leaving

test('K11 an abort before the headers rejects the call, and nothing comes any more', async () => {
  const { promise, abort, log, head, chunk, told } = open()
  chunk(buffer('a'))
  abort()
  head(ok)
  const error = await rejection(promise)
  assert.equal([error.code, error.sent], ['aborted', true])
  head(ok)
  chunk(buffer('b'))
  told.success(ok)
  await drain()
  assert.equal(log, ['abort'])
})

test('K11 T04 an abort of a stream that flows rejects its reader with the reason', async () => {
  const says: Array<(told: HostRequest) => void> = [
    () => {},
    told => told.fail({ errMsg: 'request:fail abort' }),
    told => told.success({ ...ok, data: 'whole' }),
    () => {
      throw new Error('cannot abort')
    },
  ]
  for (const onAbort of says) {
    const { abort, log, head, chunk, stream } = open({ onAbort })
    head(ok)
    chunk(buffer('a'))
    const data = await stream()
    await data.next()
    const waiting = data.next()
    const message = 'not done within the deadline of 5 ms'
    const reason = new RequestError('timeout', { request: wireRequest(), message })
    abort(reason)
    chunk(buffer('late'))
    assert.is(await rejection(waiting), reason)
    chunk(buffer('later'))
    assert.equal(await read(data), ['.'])
    assert.equal(log, ['abort'])
  }
})

test('T06 leaving aborts the request, once, and what the host says of it is dropped', async () => {
  const failing = (told: HostRequest) => told.fail({ errMsg: 'request:fail abort' })
  for (const onAbort of [() => {}, failing]) {
    const { abort, log, head, chunk, promise, stream } = open({ onAbort })
    head(ok)
    chunk(buffer('a'))
    chunk(buffer('b'))
    const data = await stream()
    for await (const _ of data) break
    await (await promise).ended
    chunk(buffer('c'))
    await data.return()
    assert.equal(await read(data), ['.'])
    assert.equal(log, ['abort'])
    abort()
    assert.ok(log.length <= 2)
  }
})

test('T06 leaving after the end asks nothing of the host', async () => {
  const { log, head, chunk, told, stream } = open()
  head(ok)
  chunk(buffer('a'))
  told.success(ok)
  await drain()
  await (await stream()).return()
  assert.equal(log, [])
})

test('T01 a failure that is told at once rejects the call', async () => {
  const atOnce = (told: HostRequest) => told.fail({ errMsg: 'request:fail timeout' })
  const { promise, log } = open({ atOnce })
  assert.is((await rejection(promise)).code, 'timeout')
  assert.equal(log, [])
})

// Hosts without chunks

test('T06 a host that gives no chunks is an invalid use, and its request is aborted', async () => {
  for (const methods of [chunkless.methods, []]) {
    const { promise, log, told, head } = open({ methods })
    const error = await rejection(promise)
    assert.equal(
      [error.code, error.message, error.retryable],
      [
        'invalid',
        'GET /me: this host gives no chunks; use `wxStreams({ whole: true })`',
        false,
      ],
    )
    assert.is(error.sent, true, 'the host had it, and may have sent it')
    assert.equal(log, ['abort'])
    head(ok)
    told.success({ ...ok, data: 'whole' })
    await drain()
  }
  const error = await rejection(open({ noTask: true, whole: false }).promise)
  assert.is(error.code, 'invalid')
})

const wholes: ReadonlyArray<[data: unknown, text: string[]]> = [
  [buffer('a你'), ['a你']],
  [encode('a你'), ['a你']],
  ['a你😀%41', ['a你😀%41']],
  ['\0\u007f\u0080\u07ff\u0800\uffff', ['\0\u007f\u0080\u07ff\u0800\uffff']],
  ['half \uD83D of a pair', ['half \uFFFD of a pair']],
  [{ a: '你' }, ['{"a":"你"}']],
  ['', []],
  [undefined, []],
  [new ArrayBuffer(0), []],
]

test('T06 `whole` takes what such a host gives at its end, bytes, text or data', async () => {
  const hosts = [{ noTask: true }, { methods: [] }, chunkless]
  for (const host of hosts) {
    for (const [data, text] of wholes) {
      const { promise, told, head, stream } = open({ ...host, whole: true })
      head(ok)
      told.success({ ...ok, data })
      assert.is((await promise).status, 200)
      assert.equal(await read(await stream()), [...text, '.'])
    }
  }
})

test('T06 a host that has the listener but gives no chunks gives all at its end', async () => {
  const { head, told, stream } = open()
  head(ok)
  const data = await stream()
  const first = data.next()
  assert.is(await stateOf(first), 'pending')
  told.success({ ...ok, data: buffer('whole') })
  assert.equal((await first).value, encode('whole'))
  assert.equal(await read(data), ['.'])
})

test('T06 `whole` refuses a bad status, and tells of a failure', async () => {
  const refused = open({ noTask: true, whole: true })
  refused.told.success({ ...ok, statusCode: 404, data: buffer('{"a":1}') })
  const answer = await refused.promise
  assert.equal([answer.status, answer.data], [404, { a: 1 }])
  const failed = open({ noTask: true, whole: true })
  failed.told.fail({ errMsg: 'request:fail timeout' })
  assert.is((await rejection(failed.promise)).code, 'timeout')
})

test('T06 `whole` takes chunks where there are any', async () => {
  const { head, chunk, told, stream } = open({ whole: true })
  head(ok)
  chunk(buffer('a'))
  told.success({ ...ok, data: '' })
  assert.equal(await read(await stream()), ['a', '.'])
})

test('T03 a host that ends at once, or throws, has ended', async () => {
  const atOnce = (told: HostRequest) => told.success({ ...ok, data: buffer('a') })
  const { stream } = open({ atOnce })
  assert.equal(await read(await stream()), ['a', '.'])
  const thrown = new Error('request:fail invalid url')
  const error = await rejection(
    open({
      atOnce: () => {
        throw thrown
      },
    }).promise,
  )
  assert.equal([error.code, error.cause], ['invalid', thrown])
})

test('T05 no host anywhere is a typed error of the stream', async () => {
  const flight = fly(
    undefined,
    { transfer: { kind: 'stream' } },
    { streams: wxStreams() },
  )
  const { code }: RequestError = await rejection(flight.promise as Promise<Response>)
  assert.is(code, 'invalid')
})

test.run()
