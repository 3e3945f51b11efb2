import { query } from '@allium/core'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { quiet, rejection, type Seen, serve, until } from './helpers'
import { closeAll, closing, wireBench } from './wire-bench'

const test = suite('end to end')
test.after.each(quiet)

test.after.each(closeAll)

test('T01 every status arrives, judged by the kernel alone', async () => {
  const { client } = await wireBench((response, { url }) => {
    response.statusCode = Number(url.slice(1))
    response.end('{"a":1}')
  })
  const api = client()
  for (const status of [200, 201, 299]) {
    const answer = await api.get(`/${status}`)
    assert.equal([answer.status, answer.data], [status, { a: 1 }])
  }
  for (const status of [304, 400, 401, 404, 500, 503]) {
    const error = await rejection(api.get(`/${status}`))
    assert.equal([error.code, error.response?.status], ['status', status])
  }
  const any = await api.get('/404', { acceptStatus: () => true })
  assert.equal([any.status, any.data], [404, { a: 1 }])
})

test('T02 headers, cookies, URL and the host’s own answer arrive', async () => {
  const { client, server } = await wireBench(response => {
    response.setHeader('X-Trace', 't')
    response.setHeader('X-List', ['a', 'b'])
    const first = 'a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT'
    response.setHeader('Set-Cookie', [first, 'b=2; HttpOnly'])
    response.end('{}')
  })
  const { headers, cookies, url, raw } = await client().get('/me?a=1')
  assert.is(headers['x-trace'], 't')
  assert.is(headers['x-list'], 'a,b')
  assert.equal(cookies, ['a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'b=2; HttpOnly'])
  assert.is(url, `${server.url}/me?a=1`)
  assert.is((raw as { errMsg: string }).errMsg, 'request:ok')
})

test('T02 a base library without `cookies` gives the same ones', async () => {
  const { client } = await wireBench(
    response => {
      response.setHeader('Set-Cookie', [
        'a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT',
        'b=2',
      ])
      response.end()
    },
    { baseLibrary: '2.9.0' },
  )
  const { cookies } = await client().get('/me')
  assert.equal(cookies, ['a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'b=2'])
})

test('T02 broken JSON and an empty body are what they are on every host', async () => {
  const { client } = await wireBench((response, { url }) => {
    const [status = '', body] = decodeURI(url.slice(1)).split('/')
    response.statusCode = Number(status)
    response.end(body)
  })
  const api = client({}, { acceptStatus: () => true })
  assert.is((await rejection(api.get('/200/{a'))).code, 'unreadable')
  assert.is((await api.get('/502/{a')).data, '{a')
  assert.is((await api.get('/200/')).data, undefined)
  assert.is((await api.get('/204/')).data, undefined)
  assert.is((await api.head('/200/{a')).data, undefined)
})

test('K40 the server sees method, body and headers as they were meant', async () => {
  const { client, server } = await wireBench(response => response.end())
  const api = client({ tunnelPatch: true })
  await api.post('/a', { list: [1, null, { b: '中' }] })
  await api.put('/a', 'plain', { headers: { 'Content-Type': 'text/plain' } })
  await api.request({ url: '/a', method: 'patch', data: { a: 1 } })
  await api.delete('/a', { data: { a: 1 } })
  await api.get('/a')
  const told = ({ method, body, headers }: Seen) => [
    method,
    body.toString(),
    headers['content-type'],
    headers['x-http-method-override'],
  ]
  assert.equal(server.seen.map(told), [
    ['POST', '{"list":[1,null,{"b":"中"}]}', 'application/json', undefined],
    ['PUT', 'plain', 'text/plain', undefined],
    ['POST', '{"a":1}', 'application/json', 'PATCH'],
    ['DELETE', '{"a":1}', 'application/json', undefined],
    ['GET', '', 'application/json', undefined],
  ])
})

test('K41 Chinese and emoji arrive whole, in the query and in both bodies', async () => {
  const words = '你好，世界 🌏👨‍👩‍👧 é'
  const { client, server } = await wireBench((response, { body }) => response.end(body))
  const api = client().use(query())
  const { data } = await api.post('/a', { words }, { query: { 词: words } })
  assert.equal(data, { words })
  const [seen] = server.seen
  assert.equal([...new URL(`http://x${seen?.url}`).searchParams], [['词', words]])
  assert.is(seen?.body.toString(), JSON.stringify({ words }))
})

test('T02 bytes go out and come back as they are', async () => {
  const { client, server } = await wireBench((response, { body }) => response.end(body))
  const bytes = Uint8Array.from({ length: 256 }, (_, n) => n)
  const { data } = await client().post<ArrayBuffer>('/a', bytes.buffer, {
    responseType: 'arraybuffer',
  })
  assert.instance(data, ArrayBuffer)
  assert.equal(new Uint8Array(data), bytes)
  assert.equal([...(server.seen[0]?.body ?? [])], [...bytes])
  assert.is(server.seen[0]?.headers['content-type'], 'application/octet-stream')
})

test('K12 a server that does not answer is left after the timeout', async () => {
  const { client, network } = await wireBench(() => {})
  const startedAt = Date.now()
  const error = await rejection(client().get('/a', { timeout: 40 }))
  assert.is(error.code, 'timeout')
  assert.ok(Date.now() - startedAt < 2_000)
  await until(() => network.inFlight === 0)
})

test('T04 a timeout that the host tells first is one, too', async () => {
  const { wx } = await wireBench(() => {})
  const hasty = {
    request: (options: Parameters<typeof wx.request>[0]) =>
      wx.request({ ...options, timeout: 20 }),
  }
  const { client } = await wireBench(() => {})
  const error = await rejection(client({ host: hasty }).get('/a', { timeout: 5_000 }))
  assert.equal(
    [error.code, error.message],
    ['timeout', 'GET /a: no answer in time, says the host'],
  )
})

test('K11 a request on its way is aborted, and its connection closed', async () => {
  let closed = 0
  const { client, network, server } = await wireBench(response => {
    response.on('close', () => {
      closed += 1
    })
  })
  const call = client().get('/a')
  await until(() => server.seen.length === 1)
  call.abort()
  assert.is((await rejection(call)).code, 'aborted')
  await until(() => closed === 1)
  assert.equal([network.inFlight, network.queued], [0, 0])
})

test('K11 a request that waits in the host is aborted and never sent', async () => {
  const { client, network, server } = await wireBench(() => {}, { concurrency: 1 })
  const api = client()
  const running = api.get('/running')
  const waiting = api.get('/waiting')
  await until(() => server.seen.length === 1)
  assert.equal([network.inFlight, network.queued], [1, 1])
  waiting.abort()
  assert.is((await rejection(waiting)).code, 'aborted')
  assert.equal([network.inFlight, network.queued], [1, 0])
  running.abort()
  assert.is((await rejection(running)).code, 'aborted')
  await until(() => network.inFlight === 0)
  assert.equal(
    server.seen.map(({ url }) => url),
    ['/running'],
  )
  assert.is(network.sent, 1)
})

test('K12 a deadline or a timeout that passes while it waits in the host is the kernel’s', async () => {
  const { client, network, server } = await wireBench(() => {}, { concurrency: 1 })
  const api = client()
  const running = api.get('/running')
  await until(() => server.seen.length === 1)
  for (const options of [{ deadline: 30 }, { timeout: 30 }]) {
    const error = await rejection(api.get('/waiting', options))
    assert.is(error.code, 'timeout')
    assert.equal([network.inFlight, network.queued], [1, 0])
  }
  running.abort()
  await rejection(running)
  assert.is(network.sent, 1)
})

test('T01 ten go at once, the others wait in the gate, each gets its own answer', async () => {
  const { client, network } = await wireBench((response, { url }) =>
    setTimeout(() => response.end(JSON.stringify({ url })), 5),
  )
  const api = client()
  const urls = Array.from({ length: 14 }, (_, n) => `/${n}`)
  const calls = urls.map(url => api.get<{ url: string }>(url))
  await until(() => network.inFlight === 10)
  assert.is(network.queued, 0, 'the host has nobody to queue')
  const answers = await Promise.all(calls)
  assert.equal(
    answers.map(({ data }) => data.url),
    urls,
  )
  assert.equal([network.peak, network.sent], [10, 14])
})

test('T01 a refused connection, no network, a cut one and the background are told apart', async () => {
  const { client, network, server } = await wireBench((response, { url }) => {
    if (url === '/cut') response.destroy()
  })
  const api = client()
  const cut = await rejection(api.get('/cut'))
  assert.equal([cut.code, cut.sent, cut.retryable], ['network', true, true])

  const slow = rejection(api.get('/slow'))
  await until(() => server.seen.length === 2)
  network.interrupt()
  assert.equal([(await slow).code, (await slow).retryable], ['interrupted', true])

  network.offline = true
  const offline = await rejection(api.get('/offline'))
  assert.equal([offline.code, offline.sent], ['offline', false])
  network.offline = false

  await server.close()
  const refused = await rejection(api.get('/refused?token=s3cret'))
  assert.equal([refused.code, refused.sent], ['network', false])
  assert.is(refused.message, 'GET /refused: no connection to the server')
  assert.equal(refused.cause, {
    errno: 600001,
    errMsg:
      'request:fail errcode:-102 cronet_error_code:-102 error_msg:net::ERR_CONNECTION_REFUSED',
  })
})

test('T04 a base library without `errno` is understood by its words', async () => {
  const { client, network } = await wireBench(() => {}, { baseLibrary: '2.9.0' })
  const slow = rejection(client().get('/slow'))
  await until(() => network.inFlight === 1)
  network.interrupt()
  const { code, cause } = await slow
  assert.equal([code, cause], ['interrupted', { errMsg: 'request:fail interrupted' }])
})

test('T05 a host follows redirects and takes the token along, unless it is told not to', async () => {
  const stranger = await serve(response => response.end('{"at":"stranger"}'))
  closing.push(stranger.close)
  const { client } = await wireBench(response => {
    response.writeHead(302, { Location: `${stranger.url}/there` }).end()
  })
  const headers = { Authorization: 'Bearer a0' }
  assert.equal((await client().get('/a', { headers })).data, { at: 'stranger' })
  assert.is(stranger.seen[0]?.headers.authorization, 'Bearer a0')

  const careful = client({ hostOptions: { redirect: 'manual' } })
  const error = await rejection(careful.get('/a', { headers }))
  assert.equal(
    [error.code, error.response?.status, error.response?.headers.location],
    ['status', 302, `${stranger.url}/there`],
  )
  assert.is(stranger.seen.length, 1)
})

test('T03 nothing is thrown inside the callbacks of the host', async () => {
  const { client, network } = await wireBench(response => response.end('{a'))
  const parseJson = () => {
    throw new Error('my parser')
  }
  assert.is((await rejection(client({ parseJson }).get('/a'))).code, 'unreadable')
  assert.equal(network.swallowed, [])
})

test.run()
