import type { ServerResponse } from 'node:http'
import { eventsOf, linesOf, type Progress, query, replayable } from '@allium/core'
import { deferred, manualClock, type NodeWxOptions } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { wxStreams } from '../src/index'
import { quiet, rejection, stateOf, type TestServer, until } from './helpers'
import { closeAll, wireBench } from './wire-bench'

const test = suite('transfers end to end')
test.after.each(quiet)

test.after.each(closeAll)

/** Signs in anew after a 401, as a layer of one's own would. */
const signedIn = () => {
  let token = 'a0'
  return replayable(async (ctx, next) => {
    const sign = () => {
      const headers = { ...ctx.request.headers, authorization: `Bearer ${token}` }
      ctx.request = { ...ctx.request, headers }
    }
    sign()
    await next()
    if (ctx.response?.status !== 401) return
    token = 'a1'
    sign()
    await next()
  })
}

const every = Uint8Array.from({ length: 256 }, (_, n) => n)

/** The parts of a form as the server got it, by name. */
async function formOf({ headers, body }: TestServer['seen'][number]) {
  const type = headers['content-type'] ?? ''
  const form = await new Response(body, { headers: { 'content-type': type } }).formData()
  const parts: Record<string, unknown> = {}
  for (const [name, value] of form) {
    parts[name] =
      typeof value === 'string' ? value : new Uint8Array(await value.arrayBuffer())
  }
  return parts
}

// Uploads

test('T02 K40 an upload’s bytes and fields arrive, and its answer is read', async () => {
  const { client, server, files } = await wireBench(response => response.end('{"id":7}'))
  files.write('wxfile://a.png', every)
  const formData = { text: '你 好 😀', list: [1, 2], at: new Date(0), none: null, n: 5 }
  const { data, status } = await client()
    .use(query())
    .upload('/up', {
      filePath: 'wxfile://a.png',
      name: 'avatar',
      formData,
      query: { a: '中' },
      headers: { 'X-A': '1', 'Content-Type': 'text/plain' },
    })
  assert.equal([data, status], [{ id: 7 }, 200])
  const [seen] = server.seen
  assert.ok(seen)
  assert.equal([seen.method, seen.url], ['POST', '/up?a=%E4%B8%AD'])
  assert.is(seen.headers['x-a'], '1')
  assert.match(seen.headers['content-type'] as string, /^multipart\/form-data; boundary=/)
  assert.equal(await formOf(seen), {
    text: '你 好 😀',
    list: '[1,2]',
    at: '1970-01-01T00:00:00.000Z',
    n: '5',
    avatar: every,
  })
})

test('T02 an upload’s headers, cookies and broken answer are like any other’s', async () => {
  const { client, files } = await wireBench((response, { url }) => {
    response.setHeader('X-Trace', 't')
    response.setHeader('Set-Cookie', ['a=1', 'b=2'])
    response.end(url === '/good' ? '' : '{a')
  })
  files.write('wxfile://a', 'a')
  const api = client()
  const { headers, cookies, data } = await api.upload('/good', { filePath: 'wxfile://a' })
  assert.equal([headers['x-trace'], cookies, data], ['t', ['a=1', 'b=2'], undefined])
  const error = await rejection(api.upload('/bad', { filePath: 'wxfile://a' }))
  assert.equal([error.code, error.response?.data], ['unreadable', '{a'])
})

test('K02 K03 after a 401 the file is sent again, whole', async () => {
  const { client, server, files } = await wireBench((response, { headers }) => {
    response.statusCode = headers.authorization === 'Bearer a1' ? 200 : 401
    response.end('{"ok":true}')
  })
  files.write('wxfile://a', every)
  const { data } = await client()
    .use(signedIn())
    .upload('/up', { filePath: 'wxfile://a', formData: { a: { b: 1 } } })
  assert.equal(data, { ok: true })
  assert.equal(
    server.seen.map(({ headers }) => headers.authorization),
    ['Bearer a0', 'Bearer a1'],
  )
  for (const seen of server.seen) {
    assert.equal(await formOf(seen), { a: '{"b":1}', file: every })
  }
})

test('T03 progress goes up to the whole, and what it throws is nobody’s business', async () => {
  const { client, files, network } = await wireBench(response => response.end('1'))
  files.write('wxfile://a', new Uint8Array(300_000))
  const seen: Progress[] = []
  const onProgress = (progress: Progress) => {
    seen.push(progress)
    throw new Error('progress')
  }
  await client().upload('/up', { filePath: 'wxfile://a', onProgress })
  const last = seen[seen.length - 1]
  assert.ok(seen.length > 1 && last)
  assert.is(last.loaded, last.total)
  assert.ok(last.total > 300_000)
  assert.ok(seen.every(({ loaded }, i) => i === 0 || loaded > (seen[i - 1]?.loaded ?? 0)))
  assert.equal(network.swallowed, [])
})

test('T01 a missing file is an invalid use, and nothing is sent', async () => {
  const { client, server } = await wireBench(response => response.end())
  const error = await rejection(client().upload('/up', { filePath: 'wxfile://none' }))
  assert.equal(
    [error.code, error.message, error.sent],
    ['invalid', 'POST /up: the host cannot read or write the file', false],
  )
  assert.equal(server.seen, [])
})

test('K11 K12 an upload and a download are aborted, and end by the timeout', async () => {
  const { client, files, network, server } = await wireBench(() => {})
  files.write('wxfile://a', 'a')
  const api = client()
  const sends = [
    (timeout: number) => api.upload('/a', { filePath: 'wxfile://a', timeout }),
    (timeout: number) => api.download('/a', { timeout }),
  ]
  for (const send of sends) {
    const before = server.seen.length
    const call = send(10_000)
    await until(() => server.seen.length === before + 1)
    call.abort()
    assert.is((await rejection(call)).code, 'aborted')
    assert.is((await rejection(send(30))).code, 'timeout')
    await until(() => network.inFlight === 0)
  }
})

// Downloads

test('T02 a download’s data is the path of its bytes', async () => {
  const { client, files, wx } = await wireBench((response, { url }) => {
    response.setHeader('X-Trace', url)
    response.end(every)
  })
  const api = client()
  const { data, headers } = await api.download('/a.png')
  assert.match(data, /^wxfile:\/\/tmp_.*\.png$/)
  assert.equal(files.read(data), every)
  assert.is(headers['x-trace'], '/a.png')
  const filePath = `${wx.env.USER_DATA_PATH}/b.png`
  assert.is((await api.download('/b.png', { filePath })).data, filePath)
  assert.equal(files.read(filePath), every)
})

test('T03 a download’s progress is told, with a total where there is one', async () => {
  const { client, network } = await wireBench((response, { url }) => {
    if (url === '/sized') response.setHeader('Content-Length', '200000')
    response.write(new Uint8Array(100_000))
    response.end(new Uint8Array(100_000))
  })
  for (const [url, total] of [
    ['/sized', 200_000],
    ['/open', 0],
  ] as const) {
    const seen: Progress[] = []
    const onProgress = (progress: Progress) => seen.push(progress)
    await client().download(url, { onProgress })
    assert.equal(seen[seen.length - 1], { loaded: 200_000, total })
  }
  assert.equal(network.swallowed, [])
})

test('K14 a download outside 2xx rejects, and what the server said lies in the file', async () => {
  const { client, files } = await wireBench(response => {
    response.statusCode = 404
    response.end('gone')
  })
  const error = await rejection(client().download('/a'))
  assert.equal([error.code, error.message], ['status', 'GET /a: 404 Not Found'])
  const path = error.response?.data as string
  assert.is(Buffer.from(files.read(path) ?? []).toString(), 'gone')
})

test('T01 a place that may not be written to is an invalid use', async () => {
  const { client, server } = await wireBench(response => response.end())
  const call = client().download('/a', { filePath: 'wxfile://elsewhere/a' })
  assert.is((await rejection(call)).code, 'invalid')
  assert.equal(server.seen, [])
})

// Streams

/** A server that writes when it is told to. */
async function writer(options?: NodeWxOptions, status = 200) {
  const opened = deferred<ServerResponse>()
  const closed = deferred()
  const made = await wireBench(response => {
    response.on('close', closed.resolve)
    response.writeHead(status, { 'X-Trace': 't', 'Set-Cookie': 'a=1' })
    response.flushHeaders()
    opened.resolve(response)
  }, options)
  return { ...made, opened: opened.promise, closed: closed.promise }
}

test('T06 a stream’s pieces come as the server writes them', async () => {
  const { client, opened } = await writer()
  const { data, status, headers, cookies } = await client().stream('/feed')
  assert.equal([status, headers['x-trace'], cookies], [200, 't', ['a=1']])
  const response = await opened
  for (const text of ['a', 'b', '你']) {
    const waiting = data.next()
    assert.is(await stateOf(waiting), 'pending')
    response.write(text)
    const { value } = await waiting
    assert.is(Buffer.from(value ?? []).toString(), text)
  }
  response.end()
  assert.equal(await data.next(), { done: true, value: undefined })
})

test('T06 a chat: server-sent events over a POST, with characters cut in two', async () => {
  const { client, server } = await wireBench(async response => {
    const bytes = Buffer.from('data: 你好\n\nevent: end\ndata: 😀\r\n\r\ndata: cut')
    for (const byte of bytes) {
      response.write(Buffer.of(byte))
      await new Promise(resolve => setImmediate(resolve))
    }
    response.end()
  })
  const { data } = await client().stream('/chat', {
    method: 'POST',
    data: { prompt: '?' },
  })
  const seen: string[] = []
  await eventsOf(data).each(({ event, data: text }) => seen.push(`${event} ${text}`))
  assert.equal(seen, ['message 你好', 'end 😀'])
  assert.is(server.seen[0]?.body.toString(), '{"prompt":"?"}')
})

test('T06 a stream that is empty ends', async () => {
  const { client } = await wireBench(response => response.end())
  for await (const _ of (await client().stream('/a')).data) assert.unreachable()
})

test('T06 K14 a status outside 2xx rejects before any byte, its body readable', async () => {
  const { client } = await wireBench(async response => {
    response.writeHead(403)
    response.write('{"why":')
    await new Promise(resolve => setImmediate(resolve))
    response.end('"你"}')
  })
  const error = await rejection(client().stream('/a'))
  assert.equal([error.code, error.message], ['status', 'GET /a: 403 Forbidden'])
  assert.equal(error.response?.data, { why: '你' })
})

test('T06 K02 a 401 is answered by a layer before anything flows', async () => {
  const { client, server } = await wireBench((response, { headers }) => {
    const isKnown = headers.authorization === 'Bearer a1'
    response.writeHead(isKnown ? 200 : 401)
    response.end(isKnown ? 'a\nb\n' : '{"why":"expired"}')
  })
  const { data } = await client().use(signedIn()).stream('/feed')
  const lines: string[] = []
  await linesOf(data).each(line => lines.push(line))
  assert.equal(lines, ['a', 'b'])
  assert.is(server.seen.length, 2)
})

test('T06 a stream that is cut rejects its reader', async () => {
  const { client, opened } = await writer()
  const { data } = await client().stream('/feed')
  const response = await opened
  response.write('a')
  await data.next()
  response.destroy()
  const error = await rejection(data.next())
  assert.equal([error.code, error.sent, error.retryable], ['network', true, true])
  assert.equal(await data.next(), { done: true, value: undefined })
})

test('T06 a stream that goes to the background is interrupted', async () => {
  const { client, network } = await writer()
  const { data } = await client().stream('/feed')
  network.interrupt()
  assert.is((await rejection(data.next())).code, 'interrupted')
})

test('T06 leaving the loop aborts the request at the server', async () => {
  const { client, opened, closed, network } = await writer()
  const { data } = await client().stream('/feed')
  ;(await opened).write('a\nb\nc')
  for await (const line of linesOf(data)) {
    assert.is(line, 'a')
    break
  }
  await closed
  await until(() => network.inFlight === 0)
})

test('K11 K12 an abort and the deadline close a stream’s connection', async () => {
  for (const how of ['abort', 'deadline']) {
    const { client, opened, closed, network } = await writer()
    const call = client().stream('/feed', how === 'abort' ? {} : { deadline: 150 })
    const { data } = await call
    await opened
    const waiting = rejection(data.next())
    if (how === 'abort') call.abort()
    assert.is((await waiting).code, how === 'abort' ? 'aborted' : 'timeout')
    await closed
    await until(() => network.inFlight === 0)
  }
})

test('K12 the host’s clock does not cut a stream before its own limit', async () => {
  const clock = manualClock()
  const { client, opened } = await writer({ timers: clock })
  const { data } = await client().stream('/feed', { timeout: 5_000 })
  await clock.advance(59_999)
  ;(await opened).write('a')
  assert.is((await data.next()).done, false)
  await clock.advance(1)
  const error = await rejection(data.next())
  assert.equal(
    [error.code, error.message],
    ['timeout', 'GET /feed: no answer in time, says the host'],
  )
})

test('K12 the timeout counts until the headers', async () => {
  const { client, network } = await wireBench(() => {})
  assert.is((await rejection(client().stream('/a', { timeout: 30 }))).code, 'timeout')
  await until(() => network.inFlight === 0)
})

test('T06 a base library before chunks refuses a stream, or gives it whole where that is asked for', async () => {
  const { client } = await wireBench(response => response.end('a你'), {
    baseLibrary: '2.9.0',
  })
  const error = await rejection(client().stream('/a'))
  assert.equal(
    [error.code, error.message],
    ['invalid', 'GET /a: this host gives no chunks; use `wxStreams({ whole: true })`'],
  )
  const { data } = await client({ streams: wxStreams({ whole: true }) }).stream('/a')
  const pieces: string[] = []
  await data.each(piece => pieces.push(Buffer.from(piece).toString()))
  assert.equal(pieces, ['a你'])
})

test('T06 a base library that listens for chunks and makes none gives the whole at its end', async () => {
  const { client } = await wireBench(response => response.end('a你'), {
    baseLibrary: '2.20.1',
  })
  const { data } = await client().stream('/a')
  const pieces: string[] = []
  await data.each(piece => pieces.push(Buffer.from(piece).toString()))
  assert.equal(pieces, ['a你'])
})

test('T06 a host without chunks is refused, or streams the whole where that is asked for', async () => {
  const { client, wx } = await wireBench(response => response.end('a你'))
  const host = {
    request: (options: Parameters<typeof wx.request>[0]) => {
      const { abort } = wx.request({ ...options, enableChunked: false } as never)
      return { abort }
    },
  }
  const error = await rejection(client({ host }).stream('/a'))
  assert.is(
    error.message,
    'GET /a: this host gives no chunks; use `wxStreams({ whole: true })`',
  )
  const { data } = await client({ host, streams: wxStreams({ whole: true }) }).stream(
    '/a',
  )
  const { value } = await data.next()
  assert.is(Buffer.from(value ?? []).toString(), 'a你')
  assert.equal(await data.next(), { done: true, value: undefined })
})

test('T06 several streams flow side by side, each with its own pieces', async () => {
  const { client } = await wireBench(async (response, { url }) => {
    for (let n = 0; n < 5; n += 1) {
      response.write(`${url}.${n}\n`)
      await new Promise(resolve => setImmediate(resolve))
    }
    response.end()
  })
  const api = client()
  const all = await Promise.all(
    ['/a', '/b', '/c'].map(async url => {
      const lines: string[] = []
      await linesOf((await api.stream(url)).data).each(line => lines.push(line))
      return lines
    }),
  )
  assert.equal(
    all,
    ['/a', '/b', '/c'].map(url => [0, 1, 2, 3, 4].map(n => `${url}.${n}`)),
  )
})

test.run()
