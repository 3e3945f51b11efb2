import { drain } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { FetchTransportOptions } from '../src/index'
import { fly, handFetch, quiet, rejection, stateOf, withGlobals } from './helpers'

const test = suite('sendByXhr')
test.after.each(quiet)

/** An XMLHttpRequest whose server is the test. */
class HandXhr {
  static made: HandXhr[] = []
  upload: { onprogress(event: { loaded: number; total: number }): void } = {
    onprogress() {},
  }
  onload = () => {}
  onerror = () => {}
  onabort = () => {}
  responseType = ''
  withCredentials = false
  status = 0
  response: Blob | null = null
  responseHeaders = ''
  readonly told: unknown[] = []

  constructor() {
    HandXhr.made.push(this)
  }

  open(...place: string[]) {
    this.told.push(place)
  }
  setRequestHeader(...field: string[]) {
    this.told.push(field)
  }
  send(body: unknown) {
    this.told.push(body)
  }
  abort() {
    this.told.push('abort')
    this.onabort()
  }
  getAllResponseHeaders() {
    return this.responseHeaders
  }
  answer(status: number, body: string, headers = '') {
    Object.assign(this, { status, response: new Blob([body]), responseHeaders: headers })
    this.onload()
  }
}

const file = new File(['abc'], 'a.txt')

/** An upload that somebody watches, in a host that has XMLHttpRequest. */
async function watched(
  options: FetchTransportOptions,
  run: (
    flight: ReturnType<typeof fly>,
    xhr: HandXhr | undefined,
    told: unknown[],
  ) => unknown,
  responseType: 'json' | 'arraybuffer' = 'json',
) {
  HandXhr.made = []
  const told: unknown[] = []
  await withGlobals({ XMLHttpRequest: HandXhr }, async () => {
    const flight = fly(
      { fileOf: () => file, ...options },
      {
        method: 'POST',
        url: 'https://api.test/up?a=1',
        headers: { authorization: 'Bearer a0', 'content-type': 'application/json' },
        responseType,
        transfer: { kind: 'upload', filePath: 'a', onProgress: each => told.push(each) },
      },
    )
    await drain()
    await run(flight, HandXhr.made[0], told)
  })
}

test('T06 an upload that somebody watches goes by XMLHttpRequest', async () => {
  await watched({}, async ({ promise }, xhr, told) => {
    assert.ok(xhr)
    const [place, field, body, ...more] = xhr.told
    assert.equal(
      [place, field, more],
      [['POST', 'https://api.test/up?a=1'], ['authorization', 'Bearer a0'], []],
    )
    assert.instance(body, FormData)
    assert.is(xhr.withCredentials, false)
    xhr.upload.onprogress({ loaded: 60, total: 200 })
    xhr.upload.onprogress({ loaded: 200, total: 200 })
    xhr.answer(201, '{"id":"你"}', 'X-A: 1, 2\r\nlocation: https://a.test/1\r\n')
    const { status, headers, data, cookies, url } = await promise
    assert.equal([status, data, cookies], [201, { id: '你' }, []])
    assert.equal(headers, { 'x-a': '1, 2', location: 'https://a.test/1' })
    assert.is(url, 'https://api.test/up?a=1')
    await drain()
    assert.equal(told, [
      { loaded: 60, total: 200 },
      { loaded: 200, total: 200 },
    ])
  })
})

test('T06 its answer may be bytes, and a refusal', async () => {
  await watched(
    {},
    async ({ promise }, xhr) => {
      xhr?.answer(403, 'no')
      const { status, data } = await promise
      assert.equal([status, [...new Uint8Array(data as ArrayBuffer)]], [403, [110, 111]])
    },
    'arraybuffer',
  )
})

test('T06 cookies go along where they are to', async () => {
  await watched({ credentials: 'include' }, ({ abort }, xhr) => {
    assert.is(xhr?.withCredentials, true)
    abort()
  })
})

test('K11 its abort stops the host', async () => {
  await watched({}, async ({ promise, abort }, xhr) => {
    abort('left')
    assert.is(await stateOf(promise), 'rejected')
    assert.is((await rejection(promise)).code, 'aborted')
    assert.is(xhr?.told.pop(), 'abort')
  })
})

test('T01 its failure is a network failure', async () => {
  await watched({}, async ({ promise }, xhr) => {
    xhr?.onerror()
    const error = await rejection(promise)
    assert.equal([error.code, error.sent], ['network', true])
    assert.is((error.cause as Error).message, 'the upload failed')
  })
})

test('T01 what it refuses is an invalid use', async () => {
  const refuse = () => {
    throw new SyntaxError('Bearer a0')
  }
  const { setRequestHeader } = HandXhr.prototype
  HandXhr.prototype.setRequestHeader = refuse
  try {
    // Refused by the Request as well.
    await withGlobals({ Request: refuse }, () =>
      watched({}, async ({ promise }) => {
        const error = await rejection(promise)
        assert.equal([error.code, error.sent, error.cause], ['invalid', false, undefined])
      }),
    )
  } finally {
    HandXhr.prototype.setRequestHeader = setRequestHeader
  }
})

test('T06 what only `fetch` can do goes by `fetch`', async () => {
  const fetch = handFetch(() => new Response(''))
  const only: FetchTransportOptions[] = [
    { fetch },
    { credentials: 'omit' },
    { redirect: 'manual' },
    { init: { keepalive: true } },
  ]
  await withGlobals({ fetch }, async () => {
    for (const options of only) {
      await watched(options, async ({ promise }, xhr, told) => {
        assert.is(xhr, undefined, JSON.stringify(options))
        await promise
        assert.equal(told, [{ loaded: 3, total: 3 }])
      })
    }
  })
  assert.is(fetch.calls.length, only.length)
})

test('T06 an upload that nobody watches goes by `fetch`', async () => {
  const fetch = handFetch(() => new Response(''))
  HandXhr.made = []
  await withGlobals({ XMLHttpRequest: HandXhr, fetch }, async () => {
    const transfer = { kind: 'upload', filePath: 'a' } as const
    await fly({ fileOf: () => file }, { method: 'POST', transfer }).promise
  })
  assert.equal([HandXhr.made.length, fetch.calls.length], [0, 1])
})

test.run()
