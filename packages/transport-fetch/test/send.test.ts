import { createClient } from '@allium/core'
import { deferred, drain } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fetchTransport } from '../src/index'
import { fly, handFetch, quiet, rejection, withGlobals } from './helpers'

const test = suite('send')
test.after.each(quiet)

/** What the host was told of this request, but for the signal. */
async function toldOf(...[options, parts]: Parameters<typeof fly>) {
  const fetch = handFetch()
  await fly({ ...options, fetch }, parts).promise
  const [{ url, init } = { url: '', init: {} }] = fetch.calls
  const { signal: _, ...told } = init
  return { url, ...told }
}

test('K40 the host gets a finished request, nothing to serialise', async () => {
  const body = '{"a":[1]}'
  const headers = { 'x-a': '1', 'content-type': 'application/json' }
  const url = 'https://api.test/a?b=1'
  assert.equal(await toldOf({}, { method: 'POST', url, headers, body }), {
    url,
    method: 'POST',
    headers,
    body,
    credentials: 'same-origin',
    redirect: 'follow',
  })
})

test('K40 what a client sends never reaches the host as an object', async () => {
  const fetch = handFetch(() => new Response('{}'))
  const transport = fetchTransport({ fetch })
  const api = createClient({ baseURL: 'https://api.test', transport })
  await api.post('/a', { list: [1, { b: null }] })
  await api.request({ url: '/a', method: 'patch', data: { a: 1 } })
  await api.get('/a')
  assert.equal(
    fetch.calls.map(({ init: { method, body } }) => [method, body]),
    [
      ['POST', '{"list":[1,{"b":null}]}'],
      ['PATCH', '{"a":1}'],
      ['GET', undefined],
    ],
  )
})

test('K40 an ArrayBuffer goes as it is', async () => {
  const body = new ArrayBuffer(2)
  assert.is((await toldOf({}, { method: 'PUT', body })).body, body)
})

test('cookies and redirects are as the options say', async () => {
  const { credentials, redirect } = await toldOf({
    credentials: 'include',
    redirect: 'manual',
  })
  assert.equal([credentials, redirect], ['include', 'manual'])
})

test('more of `fetch`’s own goes along with every request', async () => {
  const init = { keepalive: true, mode: 'cors' } as const
  const { keepalive, mode, method } = await toldOf({ init })
  assert.equal([keepalive, mode, method], [true, 'cors', 'GET'])
})

// --- what fails before anything is sent ---

const refused: ReadonlyArray<Parameters<typeof fly>[1]> = [
  { url: '/relative?token=s3cret' },
  { headers: { authorization: 'Bearer s3cret\nx' } },
  { method: 'CONNECT' },
]

for (const parts of refused) {
  test(`T01 what fetch refuses is an invalid use: ${Object.keys(parts ?? {})}`, async () => {
    const error = await rejection(fly({}, parts).promise)
    assert.equal([error.code, error.sent], ['invalid', false])
    assert.match(error.message, 'fetch refused it as it is: its URL, method or headers')
    assert.not.match(`${error.message} ${error.cause}`, 's3cret')
  })
}

test('T01 what fails in a host that could have sent it is no invalid use', async () => {
  const offline = { Request: undefined, fetch: () => Promise.reject(new TypeError('x')) }
  await withGlobals(offline, async () => {
    assert.is((await rejection(fly().promise)).code, 'network')
  })
  const fetch = handFetch(() => Promise.reject(new TypeError('Failed to fetch')))
  // A `fetch` of one's own may know where a relative URL leads.
  assert.is((await rejection(fly({ fetch }, { url: '/me' }).promise)).code, 'network')
})

// --- offline ---

test('T01 without a network before and after, nothing has left', async () => {
  const network = { onLine: false }
  const fetch = handFetch(() => Promise.reject(new TypeError('Failed to fetch')))
  await withGlobals({ navigator: network }, async () => {
    const error = await rejection(fly({ fetch }).promise)
    assert.equal(
      [error.code, error.sent, error.retryable, error.message],
      ['offline', false, true, 'GET /me: the device is offline'],
    )
  })
})

test('T01 where the network goes meanwhile, it may have left', async () => {
  const network = { onLine: true }
  const fetch = handFetch(() => {
    network.onLine = false
    return Promise.reject(new TypeError('Failed to fetch'))
  })
  await withGlobals({ navigator: network }, async () => {
    const error = await rejection(fly({ fetch }).promise)
    assert.equal([error.code, error.sent], ['offline', true])
  })
})

test('T01 where the network comes meanwhile, it is no matter of being offline', async () => {
  const network = { onLine: false }
  const fetch = handFetch(() => {
    network.onLine = true
    return Promise.reject(new TypeError('Failed to fetch'))
  })
  await withGlobals({ navigator: network }, async () => {
    const error = await rejection(fly({ fetch }).promise)
    assert.equal([error.code, error.sent], ['network', true])
  })
})

// --- uploads ---

const upload = {
  method: 'POST',
  headers: { 'x-a': '1', 'content-type': 'application/json' },
  transfer: { kind: 'upload', filePath: 'a.txt', formData: { b: '2' } },
} as const

test('T06 an upload goes as a form, under no content type of the caller’s', async () => {
  const fileOf = (path: string) => new File(['abc'], path, { type: 'text/plain' })
  const { headers, body } = await toldOf({ fileOf }, upload)
  assert.equal(headers, { 'x-a': '1' })
  assert.instance(body, FormData)
  const parts = [...(body as unknown as FormData)]
  assert.equal(
    parts.map(([name, value]) => [name, typeof value === 'string' ? value : value.name]),
    [
      ['b', '2'],
      ['file', 'a.txt'],
    ],
  )
})

test('T06 an upload that is aborted while its file is read is never sent', async () => {
  const file = deferred<Blob>()
  const fetch = handFetch()
  const { promise, abort } = fly({ fetch, fileOf: () => file.promise }, upload)
  abort('left')
  assert.is((await rejection(promise)).code, 'aborted')
  file.resolve(new Blob([]))
  await drain()
  assert.is(fetch.calls.length, 0)
})

test('T06 without XMLHttpRequest, progress is told once, when all has left', async () => {
  const answer = deferred<Response>()
  const told: unknown[] = []
  const transfer = { ...upload.transfer, onProgress: (each: unknown) => told.push(each) }
  const { promise } = fly(
    { fetch: handFetch(() => answer.promise), fileOf: () => new Blob(['abc']) },
    { ...upload, transfer },
  )
  await drain()
  assert.equal(told, [])
  answer.resolve(new Response(''))
  await promise
  await drain()
  assert.equal(told, [{ loaded: 3, total: 3 }])
})

test.run()
