import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createAgents } from '../../src/node-wx/agents'
import { baseLibrary } from '../../src/node-wx/base-library'
import { exchange } from '../../src/node-wx/exchange'
import { wireRequest } from '../../src/node-wx/wire-request'
import { type Context, netName, send, type Told } from '../exchange-bench'
import { fixtures } from '../helpers'

const test = suite<Context>('exchange', { agents: createAgents() })

const { serve, close } = fixtures()
test.after.each(close)
test.after(({ agents }) => agents.close())

test('sends method, headers and body, and reads the answer', async context => {
  const server = await serve(response => {
    response.writeHead(418, 'Tea', ['X-Tea', 'green', 'Set-Cookie', 'a=1'])
    response.end('pot')
  })
  const told: Told = { heads: [], chunks: [] }
  const data = '{"a":1}'
  const header = { 'X-Trace': 't' }
  const answer = await send(
    context,
    { url: `${server.url}/p?q=1#top`, method: 'POST', data, header },
    told,
  )
  const [seen] = server.seen
  assert.equal([seen?.method, seen?.url, String(seen?.body)], ['POST', '/p?q=1', data])
  assert.ok(seen?.rawHeaders.includes('X-Trace'))
  assert.is(seen?.headers['content-length'], '7')
  assert.is(seen?.headers.connection, 'keep-alive')
  assert.equal([answer.statusCode, answer.header['X-Tea']], [418, 'green'])
  assert.equal([answer.cookies, answer.body.toString()], [['a=1'], 'pot'])
  assert.equal(told, { heads: [418], chunks: [] })
})

test('sends the body of a GET and no length without a body', async context => {
  const server = await serve(response => response.end())
  await send(context, { url: server.url, data: 'text' })
  await send(context, { url: server.url })
  await send(context, { url: server.url, method: 'POST' })
  assert.equal(
    server.seen.map(({ body, headers }) => [String(body), headers['content-length']]),
    [
      ['text', '4'],
      ['', undefined],
      ['', '0'],
    ],
  )
})

test('uses one connection for requests that follow one another', async context => {
  const server = await serve(response => response.end('ok'))
  for (let count = 0; count < 3; count++) {
    await send(context, { url: server.url })
    await new Promise(resolve => setImmediate(resolve))
  }
  assert.equal([server.seen.length, server.connections], [3, 1])
})

test('hands out the pieces of a chunked answer', async context => {
  const server = await serve(response => {
    response.write('one')
    setTimeout(() => response.end('two'), 20)
  })
  const told: Told = { heads: [], chunks: [] }
  const answer = await send(context, { url: server.url, enableChunked: true }, told)
  assert.equal(told, { heads: [200], chunks: ['one', 'two'] })
  assert.is(answer.body.length, 0)
})

test('fails on an answer that ends too soon', async context => {
  const server = await serve((response, { url }) => {
    if (url === '/sized') response.setHeader('Content-Length', '100')
    response.write('part')
    setTimeout(() => response.socket?.end(), 20)
  })
  const sized = await send(context, { url: `${server.url}/sized` }).catch(error => error)
  const open = await send(context, { url: `${server.url}/open` }).catch(error => error)
  assert.equal(
    [netName(sized), netName(open)],
    ['ERR_CONTENT_LENGTH_MISMATCH', 'ERR_INCOMPLETE_CHUNKED_ENCODING'],
  )
})

test('ends at once by its signal', async context => {
  const server = await serve(() => {})
  const controller = new AbortController()
  const wire = wireRequest({ url: server.url }, baseLibrary('3.16.2'))
  const { agentFor } = context.agents
  const port = { signal: controller.signal, agentFor, onHeaders() {}, onChunk() {} }
  const sending = exchange(wire, port).catch(error => error)
  controller.abort()
  assert.is((await sending).name, 'AbortError')
})

test.run()
