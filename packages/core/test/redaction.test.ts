import { inspect } from 'node:util'
import { eventRecorder } from '@allium/testing'
import * as assert from 'uvu/assert'
import {
  headers,
  type Layer,
  query,
  type RequestError,
  type RequestOptions,
  readBody,
  type Transport,
} from '../src/index'
import { answer, bench, never, quietSuite, rejection } from './helpers'

const test = quietSuite('redaction')

const SECRET = 's3cr3t'
const events = ['request', 'attempt', 'response', 'error'] as const

/** A request that carries the secret wherever a caller may put one. */
const loaded: RequestOptions = {
  query: { token: SECRET, deep: { list: [SECRET] } },
  headers: { Authorization: `Bearer ${SECRET}`, Cookie: `sid=${SECRET}` },
}

const url = `https://api.test/me?ticket=${SECRET}#${SECRET}`

const secretAnswer = (status: number, data: unknown = { token: SECRET }) =>
  answer({
    status,
    data,
    headers: { 'set-cookie': `sid=${SECRET}` },
    cookies: [`sid=${SECRET}`],
    url,
    raw: { data: SECRET, errMsg: SECRET },
  })

const hostError = () =>
  Object.assign(new Error(`request:fail ${SECRET}`), { errMsg: SECRET, url })

interface Failure {
  readonly code: string | undefined
  readonly transport: Transport
  readonly options?: RequestOptions
  readonly url?: string
  readonly method?: string
  readonly data?: unknown
}

const failures: Record<string, Failure> = {
  'a refused status': { code: 'status', transport: async () => secretAnswer(401) },
  'a refused status with a text body': {
    code: 'status',
    transport: async () => secretAnswer(500, `<html>${SECRET}</html>`),
  },
  'an unreadable answer': {
    code: 'unreadable',
    transport: async (request, { attempt }) =>
      readBody(request, secretAnswer(200, `{"token": "${SECRET}`), attempt),
  },
  'an answer that a parser of one’s own cannot read': {
    code: 'unreadable',
    transport: async (request, { attempt }) =>
      readBody(request, secretAnswer(200, SECRET), attempt, text => {
        throw new Error(text)
      }),
  },
  'an error of the host': {
    code: 'network',
    transport: () => Promise.reject(hostError()),
  },
  'a transport that throws at once': {
    code: 'invalid',
    transport: () => {
      throw hostError()
    },
  },
  'a layer that cannot be mounted': {
    code: 'invalid',
    transport: async () => answer(),
    options: {
      layers: [
        {
          mount() {
            throw new TypeError(SECRET)
          },
        },
      ],
    },
  },
  'a timeout': { code: 'timeout', transport: () => never(), options: { timeout: 100 } },
  'a deadline': { code: 'timeout', transport: () => never(), options: { deadline: 100 } },
  'a content type that nobody writes': {
    code: 'invalid',
    transport: async () => answer(),
    options: { headers: { 'content-type': `multipart/form-data; boundary=${SECRET}` } },
  },
  'data that cannot be JSON': {
    code: 'invalid',
    transport: async () => answer(),
    data: { token: SECRET, big: BigInt(1) },
  },
  'data that cannot be copied': {
    code: 'invalid',
    transport: async () => answer(),
    data: {
      get token() {
        throw new Error(SECRET)
      },
    },
  },
  'data that cannot be copied, by a TypeError': {
    code: 'invalid',
    transport: async () => answer(),
    data: {
      toJSON() {
        throw new TypeError(SECRET)
      },
    },
  },
  'a scheme that is no http': {
    code: 'invalid',
    transport: async () => answer(),
    url: `ftp://lin:${SECRET}@files.test/x?${SECRET}`,
  },
  'a password in the URL': {
    code: 'invalid',
    transport: async () => answer(),
    url: `https://lin:${SECRET}@api.test/x?${SECRET}`,
  },
  'data of a GET that is no query': {
    code: 'invalid',
    transport: async () => answer(),
    method: 'GET',
    data: new ArrayBuffer(8),
  },
}

/** Everything that a program writes when it logs a value. */
function printed(value: unknown): string {
  const error = value as Error
  const wrapped = { error, list: [error] }
  return [
    String(error),
    error.message,
    error.stack,
    JSON.stringify(error),
    JSON.stringify(wrapped),
    JSON.stringify({ ...error }),
    JSON.stringify(Object.getOwnPropertyDescriptors(error)),
    inspect(error),
    inspect(error, { depth: 10, showHidden: true }),
    inspect(wrapped, { depth: 10, showHidden: true }),
    inspect({ ...error }, { depth: 10, showHidden: true }),
    inspect(Object.assign(new Error('outer'), { cause: error }), { depth: 10 }),
  ].join('\n')
}

for (const [name, failure] of Object.entries(failures)) {
  test(`K13 K21 ${name} tells no secret, in the error or an event`, async () => {
    const { code, transport, options = {}, method = 'POST' } = failure
    const { client, clock } = bench(() => ({}), { transport })
    const recorder = eventRecorder()
    const api = client
      .use(headers({ 'X-Token': SECRET, Token: () => SECRET } as never))
      .use(query())
    recorder.watch(api as never, events)
    const data = 'data' in failure ? failure.data : { password: SECRET }
    const call = api.request({
      ...loaded,
      ...options,
      headers: { ...loaded.headers, ...options.headers },
      url: failure.url ?? url,
      method,
      data,
    })
    const ended = rejection<RequestError>(call)
    await clock.advance(100)
    const error = await ended
    assert.is(error.code, code)
    assert.not.match(printed(error), SECRET)
    assert.not.match(inspect(recorder.log, { depth: 10, showHidden: true }), SECRET)
    assert.not.match(JSON.stringify(recorder.log), SECRET)
    assert.match(inspect(error), error.message)
  })
}

test('K13 K21 an abort with a secret reason keeps it to itself', async () => {
  const { client } = bench(() => never())
  const recorder = eventRecorder()
  recorder.watch(client as never, events)
  const controller = new AbortController()
  const call = client.get(url, { signal: controller.signal })
  controller.abort(new Error(SECRET))
  const error = await rejection(call)
  assert.match(String(error.cause), SECRET)
  assert.not.match(printed(error), SECRET)
  assert.not.match(inspect(recorder.log, { depth: 10 }), SECRET)
})

test('K20 K21 a request that succeeds tells no secret in its events', async () => {
  const { client } = bench(() => secretAnswer(200))
  const api = client.use(query())
  const recorder = eventRecorder()
  recorder.watch(api as never, events)
  await api.get(url, { ...loaded, data: { password: SECRET } })
  assert.equal(recorder.types(), ['request', 'attempt', 'response'])
  assert.not.match(inspect(recorder.log, { depth: 10, showHidden: true }), SECRET)
})

test('K13 the secret stays readable where a program asks for it', async () => {
  const raw = hostError()
  const failing = bench(() => Promise.reject(raw))
  assert.is((await rejection(failing.client.get('/a'))).cause, raw)
  const refused = bench(() => secretAnswer(401))
  const { response } = await rejection(refused.client.get('/a'))
  assert.equal(response?.data, { token: SECRET })
  assert.equal(response?.cookies, [`sid=${SECRET}`])
})

test('K13 a context that a layer prints shows no header, query or body', async () => {
  const printed: string[] = []
  const nosy: Layer = async (ctx, next) => {
    printed.push(inspect(ctx, { depth: null }), JSON.stringify(ctx))
    await next()
    printed.push(inspect(ctx, { depth: null }), JSON.stringify(ctx))
  }
  const { client } = bench(() => ({ data: 'secret' }))
  const options = { headers: { Authorization: 'secret' }, query: { token: 'secret' } }
  await client.use(query()).use(nosy).post('/a', { password: 'secret' }, options)
  assert.is(printed.length, 4)
  for (const text of printed) {
    assert.not.match(text, /secret/)
    assert.match(text, '"url":"/a"')
  }
})

test.run()
