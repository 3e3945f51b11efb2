import type { Layer, Response } from '@allium/core'
import axios from 'axios'
import * as assert from 'uvu/assert'
import { bench, quietSuite } from './helpers'

const test = quietSuite('both readings')

/** A server that says this, whatever it is asked. */
const says =
  (data: unknown, status = 200) =>
  () => ({ data, status })

/** A layer that writes down what it reads. */
function reader(seen: unknown[]): Layer {
  return async function reader(ctx, next) {
    const asked = ctx.request.responseType
    await next()
    seen.push([asked, ctx.request.responseType, ctx.response?.data])
  }
}

/** What a layer saw, what `transformResponse` was given, and what the caller got. */
async function readings(text: unknown, config: object = {}): Promise<unknown[]> {
  const seen: unknown[] = []
  const given: unknown[] = []
  const { api } = bench(says(text), { layers: [reader(seen)] })
  const listen = (data: unknown) => {
    given.push(data)
    return data
  }
  const { transformResponse } = axios.defaults
  const all = { transformResponse: [listen, transformResponse].flat(), ...config }
  const { data } = await api.get('/a', all as object)
  return [...seen, ...given, data]
}

const json = (data: unknown) => ['json', 'json', data]

test('layers read JSON, and axios gets the text to transform', async () => {
  assert.equal(await readings('{"a":[1,"中"]}'), [
    json({ a: [1, '中'] }),
    '{"a":[1,"中"]}',
    { a: [1, '中'] },
  ])
  for (const [text, value] of [
    ['null', null],
    ['0', 0],
    ['false', false],
    ['"text"', 'text'],
    ['[]', []],
  ]) {
    assert.equal(await readings(text), [json(value), text, value])
  }
})

test('what is no JSON is text for both, and no error, as with axios', async () => {
  for (const text of ['hello', '<html>', '{"a":']) {
    assert.equal(await readings(text), [json(text), text, text])
  }
})

test('a byte order mark is no part of the text', async () => {
  assert.equal(await readings('\uFEFF{"a":1}'), [json({ a: 1 }), '{"a":1}', { a: 1 }])
  assert.equal(await readings('\uFEFFhello'), [json('hello'), 'hello', 'hello'])
})

test('an empty body is none for the layers, and an empty text for axios', async () => {
  assert.equal(await readings(''), [json(undefined), '', ''])
  const text = { responseType: 'text' }
  assert.equal(await readings('', text), [['text', 'text', undefined], '', ''])
  const bytes = { responseType: 'arraybuffer' }
  const [seen, given, data] = await readings(new ArrayBuffer(0), bytes)
  assert.equal(seen, ['arraybuffer', 'arraybuffer', undefined])
  for (const each of [given, data]) {
    assert.instance(each, ArrayBuffer)
    assert.is((each as ArrayBuffer).byteLength, 0)
  }
})

test('text that is asked for is text for the layers as well', async () => {
  const text = '{"a":1}'
  assert.equal(await readings(text, { responseType: 'text' }), [
    ['text', 'text', text],
    text,
    text,
  ])
})

test('bytes are bytes for both', async () => {
  const bytes = Uint8Array.of(0, 123, 255).buffer
  const [seen, given, data] = await readings(bytes, { responseType: 'arraybuffer' })
  assert.is((seen as unknown[])[2], bytes)
  assert.is(given, bytes)
  assert.is(data, bytes)
})

test('a parser of the caller’s own gets every digit', async () => {
  const { api } = bench(says('{"id":12345678901234567890}'))
  const transformResponse = (text: string) => /\d+/.exec(text)?.[0]
  assert.is((await api.get('/a', { transformResponse })).data, '12345678901234567890')
})

test('axios’s own strict parsing fails as it does elsewhere', async () => {
  const { api } = bench(says('{"a":'))
  const transitional = { silentJSONParsing: false }
  const call = api.get('/a', { responseType: 'json', transitional })
  const error = await call.catch(fault => fault)
  assert.equal([error.name, error.code], ['SyntaxError', 'ERR_BAD_RESPONSE'])
  assert.is(error.response.data, '{"a":')
})

/** A layer that makes something else of the body. */
function opening(open: (data: never) => unknown): Layer {
  return async function opening(ctx, next) {
    await next()
    ctx.response = {
      ...(ctx.response as Response),
      data: open(ctx.response?.data as never),
    }
  }
}

test('what a layer makes of the body is what axios gets', async () => {
  for (const data of [{ name: 'Lin' }, [1], 7, false, null, undefined]) {
    const text = JSON.stringify({ code: 0, data })
    const layers = [opening((body: { data: unknown }) => body.data)]
    const { api } = bench(says(text), { layers })
    assert.equal((await api.get('/a')).data, data)
  }
})

test('a text that a layer takes out of the body stays that text: axios does not parse it', async () => {
  for (const data of ['hello', '007', '12345678901234567890', 'true', '{"a":1}', '']) {
    const layers = [opening((body: { data: unknown }) => body.data)]
    const { api } = bench(says(JSON.stringify({ data })), { layers })
    assert.is((await api.get('/a')).data, data)
  }
})

test('a layer that answers by itself is read like any other', async () => {
  const cached: Layer = async ctx => {
    const { url } = ctx.request
    const facts = { status: 200, headers: {}, cookies: [], raw: undefined }
    ctx.response = { ...facts, url, data: '007' }
  }
  const { api, calls } = bench(says('{}'), { layers: [cached] })
  assert.is((await api.get('/a')).data, '007')
  assert.is(calls.length, 0)
})

test('a transport of a test that answers with data, and no text, is taken at its word', async () => {
  assert.equal(await readings({ a: 1 }), [json({ a: 1 }), { a: 1 }, { a: 1 }])
  assert.equal(await readings(['1']), [json(['1']), ['1'], ['1']])
})

test('the answer to a refused status is read for both, too', async () => {
  const seen: unknown[] = []
  const { api } = bench(says('{"msg":"no"}', 403), { layers: [reader(seen)] })
  const error = await api.get('/a').catch(fault => fault)
  assert.equal(seen, [json({ msg: 'no' })])
  assert.equal(error.response.data, { msg: 'no' })
})

test('who goes with the request to the wire reads JSON as well', async () => {
  const seen: unknown[] = []
  const escorting: Layer = async (ctx, next) => {
    const onSend = ({ url }: { url: string }) => {
      seen.push(url)
    }
    const onSettled = (answer: Response | undefined) => {
      seen.push(answer?.data)
    }
    ctx.request = { ...ctx.request, escort: { onSend, onSettled } }
    await next()
  }
  const { api } = bench(says('{"token":"t1"}'), { layers: [escorting] })
  await api.get('/a')
  assert.equal(seen, ['https://api.test/a', { token: 't1' }])

  const failing = bench(() => Promise.reject(new Error('cut')), { layers: [escorting] })
  await failing.api.get('/a').catch(() => {})
  assert.equal(seen.slice(2), ['https://api.test/a', undefined])
})

test.run()
