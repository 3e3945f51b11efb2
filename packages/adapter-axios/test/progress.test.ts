import type { Progress, UploadTransfer } from '@allium/core'
import type { AxiosProgressEvent } from 'axios'
import * as assert from 'uvu/assert'
import { bench, quietSuite, rejection } from './helpers'

const test = quietSuite('progress')

/** What both listeners of a call were told. */
function listen() {
  const told: Array<Omit<AxiosProgressEvent, 'event'>> = []
  const listener = (event: AxiosProgressEvent) => told.push(event)
  return { told, both: { onUploadProgress: listener, onDownloadProgress: listener } }
}

interface Upload extends UploadTransfer {
  readonly onProgress: (progress: Progress) => void
}

const transferOf = (request: object = {}) =>
  (request as { readonly transfer: Upload }).transfer

const whole = (bytes: number) => ({
  ...{ loaded: bytes, bytes, total: bytes, progress: 1, lengthComputable: true },
})

test('the end of both ways is told, in bytes', async () => {
  const { told, both } = listen()
  const { api } = bench(() => ({ data: '{"名":1}' }))
  await api.post('/a', '中', both)
  assert.equal(told, [
    { upload: true, ...whole(3) },
    { download: true, ...whole(9) },
  ])
})

test('an answer without a body has no total, and a request without one no upload', async () => {
  const { told, both } = listen()
  await bench().api.get('/a', both)
  assert.equal(told, [{ download: true, loaded: 0, bytes: 0, lengthComputable: false }])
})

test('it is told of a refused status, too, and not where nothing came back', async () => {
  const { told, both } = listen()
  const refused = bench(() => ({ status: 404, data: 'gone' }))
  await rejection(refused.api.get('/a', both))
  assert.equal(told, [{ download: true, ...whole(4) }])
  const cut = bench(() => Promise.reject(new Error('cut')))
  await rejection(cut.api.post('/a', 'text', both))
  assert.is(told.length, 1)
})

test('a listener that throws fails no call', async () => {
  const fail = () => {
    throw new Error('a bar that is gone')
  }
  const { api } = bench(() => ({ data: '{"a":1}' }))
  const { data } = await api.post('/a', 'b', {
    onUploadProgress: fail,
    onDownloadProgress: fail,
  })
  assert.equal(data, { a: 1 })
})

test('a form with one file is moved by the transport, which tells how far it is', async () => {
  const { told, both } = listen()
  const { api, calls } = bench(request => {
    const { onProgress } = transferOf(request)
    onProgress({ loaded: 3, total: 10 })
    onProgress({ loaded: 10, total: 10 })
    return { data: '{}' }
  })
  const form = new FormData()
  form.append('title', '中')
  form.append('file', new Blob(['content']), 'a.txt')
  await api.post('/a', form, both)
  const { body, headers } = calls[0]?.request ?? {}
  const { file, onProgress: _, ...moved } = transferOf(calls[0]?.request)
  assert.is((file as File).name, 'a.txt')
  assert.equal(moved, {
    ...{ kind: 'upload', filePath: undefined, name: 'file' },
    formData: { title: '中' },
  })
  assert.equal([body, headers?.['content-type']], [undefined, undefined])
  assert.equal(told.slice(0, 2), [
    { ...whole(10), upload: true, loaded: 3, bytes: 3, progress: 0.3 },
    { ...whole(10), upload: true, bytes: 7 },
  ])
  assert.is(told.length, 3)
})

test('without a listener, or as `put`, a form goes as bytes', async () => {
  const { api, calls } = bench()
  const form = new FormData()
  form.append('file', new Blob(['content']), 'a.txt')
  await api.post('/a', form)
  await api.put('/a', form, { onUploadProgress: () => {} })
  await api.post('/a', form, { onUploadProgress: () => {}, maxBodyLength: 1_000 })
  for (const { request } of calls) {
    assert.is(transferOf(request), undefined)
    assert.instance(request.body, ArrayBuffer)
  }
})

test.run()
