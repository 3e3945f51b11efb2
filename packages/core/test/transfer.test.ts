import * as assert from 'uvu/assert'
import type {
  DownloadOptions,
  Layer,
  RequestError,
  Transfer,
  Transport,
  UploadOptions,
  WireRequest,
} from '../src/index'
import { createByteSource, query, replayable } from '../src/index'
import { finishTransfer, transferFault } from '../src/transfer'
import { answer, bench, deepFreeze, quietSuite, rejection } from './helpers'

const test = quietSuite('transfer')

/** A client whose requests are written down as the transport gets them. */
function wired(more: Partial<Parameters<typeof bench>[1]> = {}) {
  const sent: WireRequest[] = []
  const transport: Transport = async request => {
    sent.push(request)
    const kind = request.transfer?.kind
    return answer({ data: kind === 'stream' ? createByteSource(() => {}).stream : kind })
  }
  return { ...bench(() => ({}), { transport, ...more }), sent }
}

const fieldsOf = (formData: Record<string, unknown>) =>
  (finishTransfer({ kind: 'upload', filePath: 'a', formData }) as { formData: object })
    .formData

test('K30 K40 an upload is a POST that carries its file and its form', async () => {
  const { client, sent } = wired()
  const onProgress = () => {}
  const { data } = await client.upload<string>('https://api.test/up', {
    filePath: 'wxfile://tmp_1.png',
    name: 'avatar',
    formData: { text: '你 好', count: 3 },
    headers: { 'X-A': 1 },
    onProgress,
    timeout: 60_000,
  })
  assert.is(data, 'upload')
  assert.equal(sent, [
    {
      method: 'POST',
      url: 'https://api.test/up',
      headers: { 'x-a': '1' },
      body: undefined,
      responseType: 'json',
      timeout: 60_000,
      transfer: {
        kind: 'upload',
        filePath: 'wxfile://tmp_1.png',
        name: 'avatar',
        formData: { text: '你 好', count: '3' },
        onProgress,
      },
    },
  ])
})

test('K30 the file stands in the field `file` where no other is named', async () => {
  const { client, sent } = wired()
  await client.upload('/up', { filePath: 'wxfile://a' })
  assert.equal(sent[0]?.transfer, {
    kind: 'upload',
    filePath: 'wxfile://a',
    name: 'file',
    formData: {},
    onProgress: undefined,
  })
})

test('K30 a download is a GET, to a temporary file or to one that is named', async () => {
  const { client, sent } = wired()
  await client.download('/a')
  const careless = { filePath: 'wxfile://usr/a', method: 'POST' } as DownloadOptions
  await client.download('/a', careless)
  assert.equal(
    sent.map(({ method, transfer }) => [method, transfer]),
    [
      ['GET', { kind: 'download', filePath: undefined, onProgress: undefined }],
      ['GET', { kind: 'download', filePath: 'wxfile://usr/a', onProgress: undefined }],
    ],
  )
})

test('K30 a stream is any request, with its method, data and query', async () => {
  const { client, sent } = wired()
  const api = client.use(query())
  await api.stream('/chat', { method: 'post', data: { a: 1 }, query: { b: 2 } })
  await api.stream('/feed')
  assert.equal(
    sent.map(({ method, url, body, transfer }) => [method, url, body, transfer]),
    [
      ['POST', '/chat?b=2', '{"a":1}', { kind: 'stream' }],
      ['GET', '/feed', undefined, { kind: 'stream' }],
    ],
  )
})

test('K30 a request without a transfer has none, not even by name', async () => {
  const { client, sent } = wired()
  await client.get('/a')
  assert.not('transfer' in (sent[0] as object))
})

test('K30 a layer sees what is moved', async () => {
  const { client } = wired()
  const seen: unknown[] = []
  const look: Layer = (ctx, next) => {
    seen.push(ctx.request.transfer?.kind)
    return next()
  }
  const api = client.use(look)
  await api.upload('/a', { filePath: 'a' })
  await api.download('/a')
  await api.stream('/a')
  await api.get('/a')
  await api.request({ url: '/a', transfer: { kind: 'download' } })
  assert.equal(seen, ['upload', 'download', 'stream', undefined, 'download'])
})

// The form

const dated = new Date(0)

const fields: ReadonlyArray<[value: unknown, text: string | undefined]> = [
  ['', ''],
  ['a', 'a'],
  ['"a"', '"a"'],
  [0, '0'],
  [1.5, '1.5'],
  [BigInt('12345678901234567890'), '12345678901234567890'],
  [false, 'false'],
  [[1, 'a', null], '[1,"a",null]'],
  [{ a: { b: '中' } }, '{"a":{"b":"中"}}'],
  [dated, '1970-01-01T00:00:00.000Z'],
  [{ at: dated }, '{"at":"1970-01-01T00:00:00.000Z"}'],
  [{ toJSON: () => 'said' }, 'said'],
  [{ toJSON: () => null }, undefined],
  [undefined, undefined],
  [null, undefined],
  [() => {}, undefined],
  [Symbol('a'), undefined],
]

test('K40 K41 the form’s fields are text; what has none is not sent', () => {
  for (const [value, text] of fields) {
    const expected = text === undefined ? {} : { field: text }
    assert.equal(fieldsOf({ field: value }), expected, String(text))
  }
})

test('K40 the fields keep their order and their names', () => {
  const names = ['b', 'a', '名 字', 'a[]', 'a.b', '']
  const form = Object.fromEntries(names.map(name => [name, name]))
  assert.equal(Object.keys(fieldsOf(form)), names)
})

test('K04 frozen options work, and are never written to', async () => {
  const { client, sent } = wired()
  const upload = { filePath: 'a', formData: { list: [{ a: 1 }] }, headers: { a: 'b' } }
  const copy = JSON.stringify(upload)
  await client.upload('/a', deepFreeze(upload))
  await client.download('/a', deepFreeze({ filePath: 'b', query: undefined as never }))
  await client.stream('/a', deepFreeze({ headers: {} }))
  assert.is(JSON.stringify(upload), copy)
  const loose = { filePath: 'a', formData: { list: [{ a: 1 }] } }
  await client.upload('/a', loose)
  assert.not(Object.isFrozen(loose.formData))
  assert.not(Object.isFrozen(loose.formData.list))
  assert.is(sent.length, 4)
})

test('K03 K07 the transfer is cut off from the caller’s form, and frozen', async () => {
  const { client, sent } = wired()
  const formData = { list: [1] }
  const call = client
    .use(async (_, next) => {
      formData.list.push(2)
      await next()
    })
    .upload('/a', { filePath: 'a', formData })
  await call
  const { transfer } = sent[0] as { transfer: { formData: object } & Transfer }
  assert.equal(transfer.formData, { list: '[1]' })
  assert.ok(Object.isFrozen(transfer) && Object.isFrozen(transfer.formData))
  for (const kind of ['download', 'stream'] as const) {
    assert.ok(Object.isFrozen(finishTransfer({ kind })))
  }
})

test('K03 a replay sends the same file and the same fields again', async () => {
  const { client, sent } = wired()
  const twice = replayable(async (_, next) => {
    await next()
    await next()
  })
  const signs: Layer = (ctx, next) => {
    const transfer = ctx.request.transfer as Extract<Transfer, { kind: 'upload' }>
    const formData = { ...transfer.formData, sign: `s${ctx.attempt}` }
    ctx.request = { ...ctx.request, transfer: { ...transfer, formData } }
    return next()
  }
  await client
    .use(twice)
    .use(signs)
    .upload('/a', { filePath: 'a', formData: { b: 1 } })
  assert.equal(
    sent.map(({ transfer }) => (transfer as { formData: unknown }).formData),
    [
      { b: '1', sign: 's1' },
      { b: '1', sign: 's2' },
    ],
  )
})

// Wrong use

const cyclic: Record<string, unknown> = {}
cyclic.self = cyclic

const path = '`filePath` must be the path of a file'
const either = 'an upload needs `filePath` or `file`, one of the two'
const noFile = '`file` must be a file'
const hook = '`onProgress` must be a function'
const form = '`formData` must be an object of fields'
const field = '`name` must be the name of a form field'
const unsent = 'it cannot be sent: '

const wrongUploads: ReadonlyArray<[options: object | undefined, message: string]> = [
  [undefined, either],
  [{}, either],
  [{ filePath: '' }, path],
  [{ filePath: null }, path],
  [{ filePath: 5 }, path],
  [{ file: 'a' }, noFile],
  [{ file: null }, noFile],
  [{ file: {}, filePath: 'a' }, either],
  [{ file: {}, filePath: null }, path],
  [{ filePath: 'a', onProgress: true }, hook],
  [{ filePath: 'a', onProgress: null }, hook],
  [{ filePath: 'a', formData: null }, form],
  [{ filePath: 'a', formData: 'a=1' }, form],
  [{ filePath: 'a', name: '' }, field],
  [{ filePath: 'a', name: 5 }, field],
  [{ filePath: 'a', formData: cyclic }, `${unsent}formData.self holds itself`],
  [
    { filePath: 'a', formData: { deep: { cyclic } } },
    `${unsent}formData.deep.cyclic.self holds itself`,
  ],
]

const wrongDownloads: ReadonlyArray<[options: object, message: string]> = [
  [{ filePath: '' }, path],
  [{ filePath: null }, path],
  [{ onProgress: 'a' }, hook],
]

test('K13 a wrong upload or download is an invalid use, and nothing is sent', async () => {
  const { client, sent } = wired()
  const codes: unknown[] = []
  client.on('error', ({ code }) => codes.push(code))
  const check = (error: RequestError, message: string) =>
    assert.equal([error.code, error.message, error.sent], ['invalid', message, false])
  for (const [options, message] of wrongUploads) {
    const error = await rejection(client.upload('/a', options as UploadOptions))
    check(error, `POST /a: ${message}`)
  }
  for (const [options, message] of wrongDownloads) {
    const error = await rejection(client.download('/a', options as DownloadOptions))
    check(error, `GET /a: ${message}`)
  }
  assert.equal(sent, [])
  assert.is(codes.length, wrongUploads.length + wrongDownloads.length)
})

test('K13 what is no transfer is an invalid use', async () => {
  const { client, sent } = wired()
  for (const transfer of [null, {}, 'stream', { kind: 'socket' }]) {
    const call = client.request({ url: '/a', transfer: transfer as never })
    const { code, message } = await rejection(call)
    const fault = '`transfer` is an upload, a download or a stream'
    assert.equal([code, message], ['invalid', `GET /a: ${fault}`])
  }
  assert.equal(sent, [])
})

test('K13 nothing is wrong with what is right', () => {
  assert.is(transferFault(undefined), undefined)
  assert.is(transferFault({ kind: 'stream' }), undefined)
  assert.is(transferFault({ kind: 'download' }), undefined)
  const onProgress = () => {}
  assert.is(transferFault({ kind: 'upload', filePath: 'a', onProgress }), undefined)
})

test('a file may be given itself, in the place of its path', async () => {
  const { client, transport } = bench()
  const file = { size: 3 }
  await client.upload('/a', { file })
  const [call] = transport.calls
  const { transfer } = Object(call?.request) as WireRequest
  assert.is(transfer?.kind === 'upload' && transfer.file, file)
})

test.run()
