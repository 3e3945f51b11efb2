import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createAgents } from '../../src/node-wx/agents'
import { type Context, netName, send, type Told } from '../exchange-bench'
import { fixtures, until } from '../helpers'

const test = suite<Context>('exchange, redirected', { agents: createAgents() })

const { serve, close } = fixtures()
test.after.each(close)
test.after(({ agents }) => agents.close())

test('follows redirects: 301, 302 and 303 turn a POST into a GET', async context => {
  const server = await serve((response, { url }) => {
    const [, status] = /^\/from\/(\d+)/.exec(url) ?? []
    if (status === undefined) return response.end('there')
    response.writeHead(Number(status), { Location: '/to' }).end()
  })
  const told: Told = { heads: [], chunks: [] }
  for (const status of [301, 302, 303, 307, 308]) {
    const url = `${server.url}/from/${status}`
    const answer = await send(context, { url, method: 'POST', data: 'd' }, told)
    assert.is(answer.body.toString(), 'there')
  }
  assert.equal(told.heads, [200, 200, 200, 200, 200])
  assert.equal(
    server.seen
      .filter(({ url }) => url === '/to')
      .map(({ method, body }) => [method, String(body)]),
    [
      ['GET', ''],
      ['GET', ''],
      ['GET', ''],
      ['POST', 'd'],
      ['POST', 'd'],
    ],
  )
})

test('keeps PUT at 301, makes GET of it at 303, and leaves HEAD alone', async context => {
  const server = await serve((response, { url }) => {
    if (url === '/to') return response.end()
    response.writeHead(Number(url.slice(1)), { Location: '/to' }).end()
  })
  await send(context, { url: `${server.url}/301`, method: 'PUT', data: 'd' })
  await send(context, { url: `${server.url}/303`, method: 'PUT', data: 'd' })
  await send(context, { url: `${server.url}/303`, method: 'HEAD' })
  assert.equal(
    server.seen.filter(({ url }) => url === '/to').map(({ method }) => method),
    ['PUT', 'GET', 'HEAD'],
  )
})

test('carries headers to another origin, as the platform does', async context => {
  const other = await serve(response => response.end())
  const server = await serve(response => {
    response.writeHead(302, { Location: `${other.url}/x` }).end()
  })
  const header = { Authorization: 'a0', Cookie: 's=1' }
  await send(context, { url: server.url, header })
  await send(context, { url: server.url, header, method: 'POST', data: 'd' })
  assert.equal(
    other.seen.map(({ headers }) => [headers.authorization, headers.cookie]),
    Array(2).fill(['a0', 's=1']),
  )
  assert.is(`http://${other.seen[0]?.headers.host}`, other.url)
})

test('delivers a redirect as it is on request, and one without a location', async context => {
  const server = await serve((response, { url }) => {
    response.writeHead(302, url === '/bare' ? {} : { Location: '/to' }).end('moved')
  })
  const manual = await send(context, { url: server.url, redirect: 'manual' })
  const bare = await send(context, { url: `${server.url}/bare` })
  assert.equal([manual.statusCode, manual.header.Location], [302, '/to'])
  assert.equal([bare.statusCode, bare.body.toString()], [302, 'moved'])
  assert.is(server.seen.length, 2)
})

test('follows twenty redirects and no more', async context => {
  const server = await serve((response, { url }) => {
    const left = Number(url.slice(1))
    if (left === 0) return response.end('there')
    response.writeHead(302, { Location: `/${left - 1}` }).end()
  })
  const answer = await send(context, { url: `${server.url}/20` })
  assert.is(answer.body.toString(), 'there')
  const error = await send(context, { url: `${server.url}/21` }).catch(reason => reason)
  assert.is(netName(error), 'ERR_TOO_MANY_REDIRECTS')
  assert.is(server.seen.length, 42)
})

test('reads the body of a redirect away, so that its connection comes free', async context => {
  const server = await serve((response, { url }) => {
    if (url === '/to') return response.end()
    response.writeHead(302, { Location: '/to' }).end('x'.repeat(1_000_000))
  })
  await send(context, { url: server.url })
  const { sockets } = context.agents.agentFor(new URL(server.url))
  await until(() => Object.keys(sockets).length === 0)
  assert.is(server.seen.length, 2)
})

test('refuses a redirect to another scheme', async context => {
  const server = await serve((response, { url }) => {
    const Location = url === '/file' ? 'file:///etc/passwd' : 'http://'
    response.writeHead(302, { Location }).end()
  })
  const file = await send(context, { url: `${server.url}/file` }).catch(error => error)
  const none = await send(context, { url: `${server.url}/none` }).catch(error => error)
  assert.equal([netName(file), netName(none)], Array(2).fill('ERR_UNSAFE_REDIRECT'))
})

test.run()
