import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Answer, type Call, type Serving, serve } from '../src/serve'
import { outcome, send, until } from './helpers'

const test = suite('serve')

function serving(
  handle: (call: Call) => Answer | Promise<Answer>,
  run: (server: Serving) => Promise<void>,
): () => Promise<void> {
  return async () => {
    const server = await serve({
      handle,
      identify: () => undefined,
      mask: text => text,
      latencyMs: () => 0,
      now: Date.now,
    })
    try {
      await run(server)
    } finally {
      await server.close()
    }
  }
}

test(
  'gives the handler the request in parts, its body as text',
  serving(
    ({ method, path, query, body }) => ({
      status: 200,
      body: { method, path, query, body },
    }),
    async server => {
      assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+$/)
      const { json } = await send(server, 'POST /x?a=1?b', { body: '你好' })
      assert.equal(json, { method: 'POST', path: '/x', query: 'a=1?b', body: '你好' })
    },
  ),
)

test(
  'sends no body with 204 and an empty one for none',
  serving(
    ({ path }) => (path === '/204' ? { status: 204, body: { a: 1 } } : { status: 200 }),
    async server => {
      for (const [path, status] of [['/204', 204] as const, ['/none', 200] as const]) {
        const received = await send(server, `GET ${path}`)
        assert.is(received.status, status)
        assert.is(received.text, '')
        assert.is(received.headers.get('content-type'), null)
      }
    },
  ),
)

test(
  'answers 500 when the handler throws or its reply cannot be sent',
  serving(
    ({ path }) => {
      if (path === '/throws') throw new Error('broken')
      return { status: 302, headers: { Location: 'a\r\nb' } }
    },
    async server => {
      const thrown = await send(server, 'GET /throws')
      assert.is(thrown.status, 500)
      assert.equal(thrown.json, { msg: 'Error: broken' })
      assert.is((await send(server, 'GET /header')).status, 500)
      assert.is(server.wire.count({ status: 500 }), 2)
    },
  ),
)

test(
  'logs status 0 for a dropped answer and for a client that left',
  serving(
    ({ path }) => (path === '/drop' ? 'drop' : 'hang'),
    async server => {
      assert.is(await outcome(send(server, 'GET /drop')), 'lost')
      const leaving = new AbortController()
      const hung = outcome(send(server, 'GET /hang', { signal: leaving.signal }))
      await until(() => server.wire.count({ path: '/hang' }) === 1)
      assert.is(server.wire.entries[1]?.endedAt, undefined)
      leaving.abort()
      assert.is(await hung, 'lost')
      await until(() => server.wire.entries.every(entry => entry.endedAt !== undefined))
      assert.is(server.wire.count({ status: 0 }), 2)
    },
  ),
)

test('closes with requests hanging and sockets idle, and may be closed twice', async () => {
  const server = await serve({
    handle: ({ path }) => (path === '/hang' ? 'hang' : { status: 200 }),
    identify: () => undefined,
    mask: text => text,
    latencyMs: () => 0,
    now: Date.now,
  })
  await send(server, 'GET /idle')
  const hung = outcome(send(server, 'GET /hang'))
  await until(() => server.wire.count({ path: '/hang' }) === 1)
  await Promise.all([server.close(), server.close()])
  assert.is(await hung, 'lost')
  assert.is(await outcome(send(server, 'GET /idle')), 'lost')
})

test.run()
