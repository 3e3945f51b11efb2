// What holds wherever there is a `fetch`. Nothing of Node is named here, so that a page can
// bundle it and run it against `web-routes`.
import {
  type ByteStream,
  type Client,
  createAbortController,
  createClient,
  eventsOf,
  type Progress,
  query,
  type RequestError,
} from '@allium/core'
import * as assert from 'uvu/assert'
import { type FetchTransportOptions, fetchTransport } from '../src/index'

/** A check, for any test runner. */
export interface WebCheck {
  readonly name: string
  run(): Promise<void>
}

type Check = (
  api: Client,
  make: (options: FetchTransportOptions) => Client,
) => Promise<void>

/** The checks against a server of `web-routes`; `options` are what the place needs. */
export function webChecks(
  baseURL: string,
  options: FetchTransportOptions = {},
): WebCheck[] {
  const make = (more: FetchTransportOptions) =>
    createClient({ baseURL, transport: fetchTransport({ ...options, ...more }) })
  return Object.entries(checks).map(([name, check]) => ({
    name,
    run: () => check(make({}), make),
  }))
}

const words = '你好，世界 🌏 é&=+'

const file = (size: number) =>
  new File([Uint8Array.from({ length: size }, (_, n) => n % 256)], 'ä.bin', {
    type: 'image/png',
  })

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    return `an answer: ${JSON.stringify(await promise)}`
  } catch (error) {
    return (error as RequestError).code
  }
}

/** Asks until the server has seen that somebody left; a busy browser takes its time. */
async function leaves(api: Client, name: string): Promise<void> {
  const endsAt = Date.now() + 10_000
  while (Date.now() < endsAt) {
    const { data } = await api.get<boolean>(`/left/${name}`)
    if (data) return
    await new Promise(resolve => setTimeout(resolve, 5))
  }
  throw new Error('the server has not seen the end of the connection')
}

interface Echo {
  readonly method: string
  readonly url: string
  readonly type: string
  readonly body: string
}

/** What the server found in a form. */
interface Form {
  readonly fields: Record<string, string>
  readonly file: { readonly name: string; readonly type: string; readonly size: number }
}

const checks: Readonly<Record<string, Check>> = {
  async 'K40 JSON, forms and queries arrive, in any language'(api) {
    const client = api.use(query())
    const json = await client.post<Echo>('/echo', { words }, { query: { words } })
    const { method, url, type, body } = json.data
    assert.equal(
      [method, type, JSON.parse(body)],
      ['POST', 'application/json', { words }],
    )
    assert.equal([...new URL(url, 'http://x').searchParams], [['words', words]])
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const form = await client.post<Echo>('/echo', { words, n: [1, 2] }, { headers })
    const sent = [...new URLSearchParams(form.data.body)]
    assert.equal(sent, [
      ['words', words],
      ['n', '1'],
      ['n', '2'],
    ])
  },

  async 'K40 PATCH is sent as it is, a text too'(api) {
    const headers = { 'Content-Type': 'text/plain' }
    const { data } = await api.request<Echo>({
      url: '/echo',
      method: 'patch',
      data: words,
      headers,
    })
    assert.equal([data.method, data.type, data.body], ['PATCH', 'text/plain', words])
  },

  async 'K14 a status that is not accepted rejects, its body readable'(api) {
    for (const status of [401, 404, 503]) {
      const error = await api.get(`/status/${status}`).catch(reason => reason)
      assert.equal(
        [error.code, error.response.status, error.response.data],
        ['status', status, { message: 'no' }],
      )
    }
  },

  async 'T06 a file is uploaded by its object URL, its progress told'(api) {
    const filePath = URL.createObjectURL(file(300_000))
    const told: Progress[] = []
    const { data } = await api.upload<Form>('/form', {
      filePath,
      name: 'photo',
      formData: { words, list: [1] },
      onProgress: each => told.push(each),
    })
    URL.revokeObjectURL(filePath)
    assert.equal(data.fields, { words, list: '[1]' })
    assert.equal([data.file.type, data.file.size], ['image/png', 300_000])
    assert.ok(told.length > 0)
    const { loaded = 0, total = 0 } = told[told.length - 1] ?? {}
    assert.ok(loaded >= 300_000 && loaded === total, `${loaded} of ${total}`)
  },

  async 'T06 a file keeps its name, given itself or by `fileOf`'(api, make) {
    const withFileOf = make({ fileOf: () => file(3) })
    const told = { name: 'ä.bin', type: 'image/png', size: 3 }
    const itself = await api.upload<Form>('/form', { file: file(3) })
    const named = await withFileOf.upload<Form>('/form', { filePath: 'mine' })
    assert.equal([itself.data.file, named.data.file], [told, told])
  },

  async 'T06 a download is a Blob, its progress told'(api) {
    const told: Progress[] = []
    const onProgress = (each: Progress) => void told.push(each)
    const { data } = await api.download('/bytes/100000', { onProgress })
    const blob = data as unknown as Blob
    assert.equal([blob.size, blob.type], [100_000, 'application/octet-stream'])
    const bytes = new Uint8Array(await blob.arrayBuffer())
    assert.is(
      bytes.findIndex((byte, n) => byte !== n % 251),
      -1,
    )
    assert.equal(told[told.length - 1], { loaded: 100_000, total: 100_000 })
    const whole = (await api.download('/bytes/10')).data as unknown as Blob
    assert.is(whole.size, 10)
  },

  async 'T06 events of a stream come one by one, before its end'(api) {
    const { data, headers } = await api.stream('/events')
    assert.is(headers['content-type'], 'text/event-stream')
    const events = eventsOf(data as ByteStream)
    for (const n of ['1', '2', '3']) {
      const { value } = await events.next()
      assert.equal([value?.event, value?.data, value?.id], ['word', `词${n}`, n])
      // The server sends the next one when it is asked to.
      await api.post('/next')
    }
    assert.is((await events.next()).done, true)
  },

  async 'T06 leaving a stream ends it at the server'(api) {
    const { data } = await api.stream('/hang/stream?head')
    await data.next()
    await data.return()
    await leaves(api, 'stream')
  },

  async 'K11 an abort ends a request at the server'(api) {
    const controller = createAbortController()
    const call = api.get('/hang/abort', { signal: controller.signal })
    await api.get('/arrived/abort')
    controller.abort()
    assert.is(await codeOf(call), 'aborted')
    await leaves(api, 'abort')
  },

  async 'K12 a timeout ends a request at the server'(api) {
    assert.is(await codeOf(api.get('/hang/timeout', { timeout: 50 })), 'timeout')
    await leaves(api, 'timeout')
  },

  async 'P4 a cookie that no script sees goes along, and not where none are to'(_, make) {
    const api = make({ credentials: 'include' })
    await api.post('/cookie')
    const { data } = await api.get<string>('/cookie')
    assert.is(data, 'sid=s0')
    const without = await make({ credentials: 'omit' }).get<string>('/cookie')
    assert.is(without.data, 'none')
  },

  async 'T02 a redirect is followed, and the URL is the one that was asked for'(api) {
    const { data, url } = await api.post<Echo>('/away', { a: 1 })
    assert.equal([data.method, data.url, data.body], ['POST', '/echo', '{"a":1}'])
    assert.match(url, /\/away$/)
  },
}
