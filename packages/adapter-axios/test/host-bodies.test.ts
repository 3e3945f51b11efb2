import * as assert from 'uvu/assert'
import { fileForm, hostBlob, isArrayBuffer, writtenBody } from '../src/host-bodies'
import { bench, quietSuite, rejection } from './helpers'

const test = quietSuite('host bodies')

/** Runs where the host has no such globals, as a mini program. */
async function without(names: readonly string[], run: () => unknown): Promise<void> {
  const had = names.map(name => Object.getOwnPropertyDescriptor(globalThis, name))
  for (const name of names) Reflect.deleteProperty(globalThis, name)
  try {
    await run()
  } finally {
    names.forEach((name, at) => {
      Object.defineProperty(globalThis, name, had[at] as PropertyDescriptor)
    })
  }
}

const web = ['Blob', 'FormData', 'Response', 'URLSearchParams']

test('text and bytes go as they are', async () => {
  assert.equal(await writtenBody('text'), { data: 'text' })
  const buffer = Uint8Array.of(1, 2, 3).buffer
  assert.is((await writtenBody(buffer))?.data, buffer)
})

test('a view is the bytes that it shows, and no more', async () => {
  const whole = Uint8Array.of(1, 2, 3, 4)
  for (const view of [whole.subarray(1, 3), Buffer.from(whole.buffer, 1, 2)]) {
    const { data } = (await writtenBody(view)) ?? {}
    assert.instance(data, ArrayBuffer)
    assert.equal([...new Uint8Array(data as ArrayBuffer)], [2, 3])
  }
})

test('a form is written as bytes, with the type that names its boundary', async () => {
  const { api, calls } = bench()
  const form = new FormData()
  form.append('title', '中')
  form.append('file', new Blob(['content'], { type: 'text/plain' }), 'a.txt')
  await api.post('/a', form)
  const { body, headers } = calls[0]?.request ?? {}
  const type = headers?.['content-type'] as string
  assert.match(type, /^multipart\/form-data; ?boundary=/)
  const back = await new Response(body as ArrayBuffer, {
    headers: { 'content-type': type },
  }).formData()
  assert.is(back.get('title'), '中')
  const file = back.get('file') as File
  assert.equal([file.name, await file.text()], ['a.txt', 'content'])
})

test('a form’s type wins over the one that the caller could only guess', async () => {
  const { api, calls } = bench()
  const form = new FormData()
  form.append('a', '1')
  await api.post('/a', form, { headers: { 'content-type': 'multipart/form-data' } })
  assert.match(calls[0]?.request.headers['content-type'] ?? '', /boundary=/)
})

test('a blob is written as its bytes, under the type that axios names', async () => {
  const { api, calls } = bench()
  const headers = { 'Content-Type': 'image/png' }
  await api.put('/a', new Blob([Uint8Array.of(1, 2)], { type: 'x/y' }), { headers })
  const { body, headers: sent } = calls[0]?.request ?? {}
  assert.equal([...new Uint8Array(body as ArrayBuffer)], [1, 2])
  assert.is(sent?.['content-type'], 'image/png')
})

test('bytes of an answer become a blob, with its type, where it is asked for', async () => {
  const bytes = Uint8Array.of(1, 2, 3).buffer
  const { api } = bench(({ url }) => ({
    data: bytes,
    headers: url.endsWith('/typed') ? { 'content-type': 'image/png' } : {},
    status: url.endsWith('/gone') ? 404 : 200,
  }))
  const { data } = await api.get<Blob>('/typed', { responseType: 'blob' })
  assert.instance(data, Blob)
  assert.is(data.type, 'image/png')
  assert.equal([...new Uint8Array(await data.arrayBuffer())], [1, 2, 3])
  assert.is((await api.get<Blob>('/untyped', { responseType: 'blob' })).data.type, '')
  const error = await rejection(api.get('/gone', { responseType: 'blob' }))
  assert.instance(error.response?.data, Blob)
})

test('an empty answer is an empty blob', async () => {
  const { api } = bench(() => ({ data: new ArrayBuffer(0) }))
  const { data } = await api.get<Blob>('/a', { responseType: 'blob' })
  assert.equal([data instanceof Blob, data.size], [true, 0])
})

test('what a layer put in the place of bytes is left as it is', async () => {
  const { api } = bench(undefined, {
    layers: [
      async ctx => {
        const { url } = ctx.request
        const facts = { status: 200, headers: {}, cookies: [], raw: undefined }
        ctx.response = { ...facts, url, data: 'cached' }
      },
    ],
  })
  assert.is((await api.get('/a', { responseType: 'blob' })).data, 'cached')
})

test('where the host has none of these, they are refused, and all else works', async () => {
  const form = new FormData()
  const blob = new Blob(['a'])
  await without(web, async () => {
    assert.is(hostBlob(), undefined)
    for (const body of [form, blob, {}, Symbol('a'), () => 1]) {
      assert.is(await writtenBody(body), undefined)
    }
    assert.equal(await writtenBody('text'), { data: 'text' })
    const { api, calls } = bench(() => ({ data: '{"a":1}' }))
    const error = await rejection(api.get('/a', { responseType: 'blob' }))
    assert.is(error.code, 'ERR_NOT_SUPPORT')
    assert.is(calls.length, 0)
    assert.equal((await api.get('/a')).data, { a: 1 })
  })
  assert.is(hostBlob(), Blob as never)
})

test('a buffer is known by its tag, whatever realm it is of', () => {
  assert.ok(isArrayBuffer(new ArrayBuffer(1)))
  for (const none of [undefined, null, 'a', {}, Uint8Array.of(1)]) {
    assert.not(isArrayBuffer(none))
  }
})

test('a form of one file and texts is known, and no other', async () => {
  const file = new File(['content'], 'a.txt')
  const form = (...fields: ReadonlyArray<[name: string, value: string | File]>) => {
    const made = new FormData()
    for (const [name, value] of fields) made.append(name, value)
    return fileForm(made)
  }
  assert.equal(form(['a', '1'], ['photo', file], ['b', '2']), {
    ...{ file, name: 'photo' },
    formData: { a: '1', b: '2' },
  })
  assert.is(form(['a', '1']), undefined)
  assert.is(form(['a', file], ['b', file]), undefined)
  assert.is(form(['a', '1'], ['a', '2'], ['b', file]), undefined)
  assert.is(form(['', file]), undefined)
  assert.is(fileForm('a=1'), undefined)
  await without(web, () => assert.is(fileForm({}), undefined))
})

test.run()
