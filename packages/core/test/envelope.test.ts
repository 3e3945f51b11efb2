import * as assert from 'uvu/assert'
import {
  type BusinessError,
  createByteSource,
  type EnvelopeOptions,
  envelope,
  isBusinessError,
  type Layer,
  loading,
  query,
  type RequestOptions,
  replayable,
  serverMessage,
} from '../src/index'
import { answer, bench, quietSuite, rejection, trace } from './helpers'

const test = quietSuite('envelope')

/** A client with the layer, whose server answers so. */
function wrapped(data: unknown, options: EnvelopeOptions = {}, status = 200) {
  const { client, transport } = bench(() => ({ data, status }))
  return { api: client.use(envelope(options)), transport }
}

/** How a good or bad answer ends: its data, or the code of its error. */
async function endOf(data: unknown, options?: EnvelopeOptions): Promise<unknown> {
  const { api } = wrapped(data, options)
  try {
    return { data: (await api.get('/a')).data }
  } catch (error) {
    if (isBusinessError(error)) return { business: error.businessCode }
    return (error as { code: string }).code
  }
}

const good = { code: 200, msg: 'ok', data: { name: 'Lin' } }

test('K30 a good answer’s data is what the caller gets', async () => {
  const { api } = wrapped(good)
  const { data, status, url } = await api.get('/me')
  assert.equal(data, { name: 'Lin' })
  assert.equal([status, url], [200, '/me'])
})

test('K30 by option it is the body', async () => {
  const { api } = wrapped(good, { pick: 'body' })
  const { data } = await api.get('/me')
  assert.is(data, good as never)
})

test('K30 data that is missing, null or falsy is what it is', async () => {
  assert.equal(await endOf({ code: 200 }), { data: undefined })
  for (const data of [null, 0, '', false, []]) {
    assert.equal(await endOf({ code: 200, data }), { data })
  }
})

test('K13 a bad code is a business error with code, text and answer', async () => {
  const body = { code: 50001, msg: '库存不足', data: null }
  const { api } = wrapped(body)
  const error = await rejection<BusinessError>(api.post('/orders?token=a0'))
  assert.ok(isBusinessError(error))
  assert.is(error.businessCode, 50001)
  assert.is(error.serverMessage, '库存不足')
  assert.is(error.response?.data, body)
  assert.is(error.message, 'POST /orders: the body says that it failed: code 50001')
})

test('K13 a text that is none is no text', async () => {
  const { api } = wrapped({ code: 1, msg: { zh: '否' } })
  const error = await rejection<BusinessError>(api.get('/a'))
  assert.is(error.serverMessage, undefined)
})

const comparisons: ReadonlyArray<
  [good: NonNullable<EnvelopeOptions['good']>, code: unknown, isGood: boolean]
> = [
  [[200], 200, true],
  [[200], '200', false],
  [[200, '200'], '200', true],
  [['0002'], '0002', true],
  [[2], '0002', false],
  [['2'], 2, false],
  [['0002'], 2, false],
  [[0], 0, true],
  [[0], '0', false],
  [[0], false, false],
  [[0], '', false],
  [[1], true, false],
  [[true], true, true],
  [[true], 'true', false],
  [[true], 1, false],
]

for (const [list, code, isGood] of comparisons) {
  test(`A02 with ${JSON.stringify(list)} good, ${JSON.stringify(code)} is ${isGood}`, async () => {
    const end = await endOf({ code, data: 'd' }, { good: list })
    assert.equal(end, isGood ? { data: 'd' } : { business: code })
  })
}

test('K30 the fields stand where the options say, deeper behind a dot', async () => {
  const options = { code: 'meta.ret', data: 'result', message: 'meta.text', good: ['S'] }
  const body = (ret: string) => ({ meta: { ret, text: '忙' }, result: [1], data: 'no' })
  assert.equal((await wrapped(body('S'), options).api.get('/a')).data, [1])
  const error = await rejection<BusinessError>(wrapped(body('B'), options).api.get('/a'))
  assert.equal([error.businessCode, error.serverMessage], ['B', '忙'])
  assert.is(serverMessage(error), '忙')
})

test('A02 K13 a body that is no envelope is unreadable, and its answer stays readable', async () => {
  const bodies = [
    {},
    [],
    [good],
    { data: 1 },
    { code: null },
    { code: undefined },
    { code: { value: 200 } },
    { CODE: 200 },
    'text',
    0,
    false,
  ]
  for (const data of bodies) {
    const error = await rejection(wrapped(data).api.get('/me?token=a0'))
    assert.is(error.code, 'unreadable', JSON.stringify(data))
    assert.is(
      error.message,
      'GET /me: 200, and the body is no envelope: it has no `code`',
    )
    assert.is(error.response?.data, data)
  }
})

test('A02 no content is an answer', async () => {
  for (const data of [undefined, null]) {
    const { api } = wrapped(data, {}, 204)
    const response = await api.delete('/a')
    assert.equal([response.status, response.data], [204, data])
  }
})

test('K14 the status is judged before the body, whatever the body says', async () => {
  for (const data of [
    '<html>502</html>',
    { code: 200, data: 1 },
    { code: 5, msg: 'm' },
  ]) {
    const error = await rejection(wrapped(data, {}, 502).api.get('/a'))
    assert.equal([error.code, error.name], ['status', 'RequestError'])
    assert.is(error.response?.data, data)
  }
})

test('K14 an accepted status is judged by its body', async () => {
  const { api } = wrapped({ code: 'SOLD_OUT', msg: '售罄' }, {}, 400)
  const error = await rejection<BusinessError>(
    api.get('/a', { acceptStatus: status => status < 500 }),
  )
  assert.equal([error.businessCode, error.response?.status], ['SOLD_OUT', 400])
})

test('A02 text, bytes, files and streams pass untouched, an upload’s answer is read', async () => {
  const source = createByteSource(() => {})
  source.end()
  const bytes = new ArrayBuffer(4)
  const bodies: Record<string, unknown> = {
    '/text': '{"code":5}',
    '/bytes': bytes,
    '/file': 'wxfile://tmp/a',
    '/upload': { code: 200, data: 'id' },
  }
  const { client } = bench(({ url }) =>
    url === '/stream'
      ? answer({ data: source.stream, ended: source.ended })
      : { data: bodies[url] },
  )
  const api = client.use(envelope())
  assert.is((await api.get('/text', { responseType: 'text' })).data, '{"code":5}')
  assert.is((await api.get('/bytes', { responseType: 'arraybuffer' })).data, bytes)
  assert.is((await api.download('/file')).data, 'wxfile://tmp/a')
  assert.is((await api.stream('/stream')).data, source.stream)
  assert.is((await api.upload('/upload', { filePath: 'a' })).data, 'id')
})

test('K30 `envelope: false` hands out the answer as it came', async () => {
  const body = { access_token: 'a0', code: 5 }
  const { api } = wrapped(body)
  assert.is((await api.get('/token', { envelope: false })).data, body)
})

test('K01 errors from inside go by as they are, and an answer that lacks stays lacking', async () => {
  const boom = new Error('boom')
  const { client } = bench()
  const failing: Layer = async () => {
    throw boom
  }
  assert.is(await rejection<Error>(client.use(envelope()).use(failing).get('/a')), boom)
  const silent: Layer = async () => {}
  const error = await rejection(client.use(envelope()).use(silent).get('/a'))
  assert.is(error.code, 'invalid')
})

test('F08 what replays inside runs it once, and sees the body as it came', async () => {
  const log: string[] = []
  const { client } = bench((_, { index }) => ({
    data: index === 0 ? { code: 408 } : { code: 200, data: 'ok' },
  }))
  const renewing = replayable(async (ctx, next) => {
    await next()
    log.push(JSON.stringify(ctx.response?.data))
    await next()
  })
  const api = client.use(trace(log, 'out')).use(envelope()).use(renewing)
  assert.is((await api.get('/a')).data, 'ok')
  assert.equal(log, ['> out', '{"code":408}', '< out'])
})

test('L02 the loading outside toasts what the server says, and none for a good answer', async () => {
  const told: string[] = []
  const view = {
    show() {},
    hide() {},
    toast: (text: string, ms: number) => void told.push(`${text} ${ms}`),
  }
  const { client, clock } = bench(({ url }) => ({
    data: url === '/good' ? good : { code: 5, msg: '余额不足' },
  }))
  const screen = loading(view, {
    clock,
    bridgeMs: 0,
    errorToast: error => serverMessage(error) ?? 'sorry',
    toastMs: 3_000,
  })
  const api = client
    .use(screen)
    .use(envelope({ pick: 'body' }))
    .use(query())
  assert.is((await api.get('/good')).data, good as never)
  const error = await rejection(api.get('/bad', { query: { a: 1 } }))
  assert.equal(error.response?.data, { code: 5, msg: '余额不足' })
  assert.equal(told, ['余额不足 3000'])
  await clock.advance(3_000)
})

const wrong: ReadonlyArray<[options: unknown, message: string]> = [
  [null, 'takes an object of options'],
  [{ good: 200 }, '`good` must be a list of codes: strings, numbers, true or false'],
  [{ good: [] }, '`good` must be a list of codes: strings, numbers, true or false'],
  [{ good: [null] }, '`good` must be a list of codes: strings, numbers, true or false'],
  [{ code: '' }, '`code` must be the name of a field'],
  [{ data: 1 }, '`data` must be the name of a field'],
  [{ message: null }, '`message` must be the name of a field'],
  [{ pick: 'all' }, '`pick` must be `data` or `body`'],
  [{ strict: true }, 'knows no option `strict`; it has: good, code, data, message, pick'],
]

test('K32 wrong options throw, and name themselves', () => {
  for (const [options, message] of wrong) {
    assert.throws(
      () => envelope(options as EnvelopeOptions),
      (error: Error) =>
        error instanceof TypeError && error.message === `[envelope] ${message}`,
    )
  }
})

test('K04 frozen options and answers are left as they are', async () => {
  const body = Object.freeze({ code: 200, data: 1 })
  const { api } = wrapped(body, Object.freeze({ good: Object.freeze([200]) }))
  const options: RequestOptions = Object.freeze({})
  assert.is((await api.get('/a', options)).data, 1)
  assert.equal(body, { code: 200, data: 1 })
})

test.run()
