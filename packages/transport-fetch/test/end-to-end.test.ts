import { createClient, replayable } from '@allium/core'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type FetchTransportOptions, fetchTransport } from '../src/index'
import { quiet, rejection, serve, type TestServer } from './helpers'
import { webChecks } from './web-checks'
import { webRoutes } from './web-routes'

const test = suite('end to end')
test.after.each(quiet)

const closing: TestServer[] = []
test.after.each(async () => {
  for (const server of closing.splice(0)) await server.close()
})

async function server(...[answer]: Parameters<typeof serve>): Promise<TestServer> {
  const made = await serve(answer)
  closing.push(made)
  return made
}

const client = (baseURL: string, options?: FetchTransportOptions) =>
  createClient({ baseURL, transport: fetchTransport(options) })

/** Keeps one cookie, as a browser does; Node's `fetch` keeps none. */
function withJar(): NonNullable<FetchTransportOptions['fetch']> {
  let cookie = ''
  return async (url, init) => {
    const headers = { ...(init.headers as Record<string, string>) }
    if (cookie !== '' && init.credentials === 'include') headers.cookie = cookie
    const answer = await fetch(url, { ...init, headers })
    for (const set of answer.headers.getSetCookie()) cookie = set.split(';')[0] as string
    return answer
  }
}

const names = webChecks('').map(({ name }) => name)

for (const name of names) {
  test(name, async () => {
    const routes = await webRoutes()
    closing.push(routes)
    const options = name.startsWith('P4') ? { fetch: withJar() } : {}
    const check = webChecks(routes.url, options).find(each => each.name === name)
    await check?.run()
  })
}

// What only Node tells

test('T01 a server that is not there has surely not seen the request', async () => {
  const { url, close } = await serve(() => {})
  await close()
  const error = await rejection(client(url).post('/me'))
  assert.equal([error.code, error.sent, error.retryable], ['network', false, true])
  assert.is(error.message, 'POST /me: no connection to the server')
})

test('T01 a host that nobody knows has surely not seen the request', async () => {
  // A label of DNS has 63 characters at most: nobody is asked.
  const error = await rejection(client(`http://${'a'.repeat(64)}.invalid`).get('/me'))
  assert.equal([error.code, error.sent], ['network', false])
})

test('T01 a server without TLS is `tls`, and has seen no request', async () => {
  const { url, seen } = await server(response => response.end())
  const error = await rejection(client(url.replace('http:', 'https:')).get('/me'))
  assert.equal([error.code, error.sent, seen.length], ['tls', false, 0])
})

test('T01 a server that goes away may have seen the request', async () => {
  const { url } = await server(response => response.destroy())
  const error = await rejection(client(url).get('/me'))
  assert.equal([error.code, error.sent], ['network', true])
})

test('T02 Node shows cookies, one by one', async () => {
  const list = ['a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'b=2; HttpOnly']
  const { url } = await server(response => {
    response.setHeader('Set-Cookie', list)
    response.end()
  })
  assert.equal((await client(url).get('/me')).cookies, list)
})

test('H01 a redirect to another origin takes no `Authorization` along, other names it does', async () => {
  const other = await server(response => response.end())
  const { url } = await server(response => {
    response.writeHead(307, { location: `${other.url}/there` }).end()
  })
  const headers = { authorization: 'Bearer a0', 'x-token': 'a0' }
  await client(url).get('/here', { headers })
  const { authorization, 'x-token': token } = other.seen[0]?.headers ?? {}
  assert.equal([authorization, token], [undefined, 'a0'])
})

test('H01 `manual` keeps a redirect from being followed: it is an answer', async () => {
  const other = await server(response => response.end())
  const { url } = await server(response => {
    response.writeHead(307, { location: `${other.url}/there` }).end()
  })
  const error = await rejection(client(url, { redirect: 'manual' }).get('/here'))
  assert.equal([error.code, error.response?.status], ['status', 307])
  assert.is(error.response?.headers.location, `${other.url}/there`)
  assert.is(other.seen.length, 0)
})

test('F01 an upload is sent again as it was, its file asked for anew', async () => {
  const { url, seen } = await server((response, { headers }) => {
    response.writeHead(headers.authorization === 'Bearer a1' ? 200 : 401).end()
  })
  const asked: string[] = []
  const fileOf = (path: string) => {
    asked.push(path)
    return new File(['abc'], path)
  }
  let token = 'a0'
  const api = client(url, { fileOf }).use(
    replayable(async (ctx, next) => {
      const pass = async () => {
        const headers = { ...ctx.request.headers, authorization: `Bearer ${token}` }
        ctx.request = { ...ctx.request, headers }
        await next()
      }
      await pass()
      token = 'a1'
      await pass()
    }),
  )
  const { status } = await api.upload('/up', { filePath: 'a.txt', formData: { b: 1 } })
  assert.is(status, 200)
  assert.equal(asked, ['a.txt', 'a.txt'])
  // Each form has a boundary of its own.
  const [first, second] = seen.map(({ headers, body }) => {
    const boundary = headers['content-type']?.split('boundary=')[1] as string
    return body.toString().split(boundary).join('…')
  })
  assert.match(first as string, 'abc')
  assert.is(first, second)
})

test.run()
