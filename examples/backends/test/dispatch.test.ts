import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { dispatch, type Rules } from '../src/dispatch'
import { get, post } from '../src/route'
import { type Answer, type Call, type Reply, serve } from '../src/serve'
import { send } from './helpers'

const test = suite('dispatch')

const page: Reply = { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<p>' }

const rules: Rules = {
  sessionRoutes: [post('/login', () => ({ status: 200, body: { token: 'x' } }))],
  resources: [
    get('/open', () => ({ status: 200, body: { data: 1 } })),
    get('/page', () => page),
    get('/empty', () => ({ status: 204 })),
    get('/drop', () => 'drop'),
    {
      method: 'GET',
      path: '/mine',
      access: 'guarded',
      handle: async (_call, user) => ({ status: 201, body: { data: user } }),
    },
  ],
  envelope: (status, sample) => ({ status, body: { wrapped: sample } }),
  authorize: ({ query }) => query || { status: 401, body: { msg: 'who?' } },
}

function ask(line: string): Promise<Answer> {
  const [method = '', url = ''] = line.split(' ')
  const [path = '', query = ''] = url.split('?')
  const { signal } = new AbortController()
  const call: Call = { method, path, query, headers: {}, body: '', signal }
  return dispatch(call, rules)
}

test('leaves the answers of session routes and refusals as they are', async () => {
  assert.equal(await ask('POST /login'), { status: 200, body: { token: 'x' } })
  assert.equal(await ask('GET /mine'), { status: 401, body: { msg: 'who?' } })
})

test('puts the envelope round what resources and missing ones say', async () => {
  assert.equal(await ask('GET /open'), { status: 200, body: { wrapped: { data: 1 } } })
  assert.equal(await ask('GET /mine?u4'), {
    status: 201,
    body: { wrapped: { data: 'u4' } },
  })
  const missing = { status: 404, body: { wrapped: { msg: 'not found' } } }
  for (const line of ['GET /login', 'POST /mine', 'GET /nowhere']) {
    assert.equal(await ask(line), missing)
  }
})

test('puts no envelope round pages, empty answers and faults', async () => {
  assert.equal(await ask('GET /page'), page)
  assert.equal(await ask('GET /empty'), { status: 204 })
  assert.is(await ask('GET /drop'), 'drop')
})

test('is a handler for a server', async () => {
  const server = await serve({
    handle: call => dispatch(call, rules),
    identify: () => undefined,
    mask: text => text,
    latencyMs: () => 0,
    now: Date.now,
  })
  try {
    assert.equal((await send(server, 'GET /open')).json, { wrapped: { data: 1 } })
  } finally {
    await server.close()
  }
})

test.run()
