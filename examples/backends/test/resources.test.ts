import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { alsoByPost, codedResources, resources } from '../src/resources'
import { findRoute } from '../src/route'
import { send, withP0 } from './helpers'

const test = suite('resources')

test(
  'tells a user who he is',
  withP0(async server => {
    const { status, json } = await send(server, 'GET /me', {
      token: server.signIn('u7').accessToken,
    })
    assert.is(status, 200)
    assert.equal(json, { data: { user: 'u7' } })
  }),
)

test(
  'gives the query back as pairs, in order and decoded',
  withP0(async server => {
    const { json } = await send(server, 'GET /items?b=1&a=%E4%BD%A0+x&b=2&c', {
      token: server.signIn().accessToken,
    })
    assert.equal(json, {
      data: [
        ['b', '1'],
        ['a', '你 x'],
        ['b', '2'],
        ['c', ''],
      ],
    })
  }),
)

test(
  'echoes an order with its content type, parsed or raw',
  withP0(async server => {
    const token = server.signIn().accessToken
    const parsed = await send(server, 'POST /orders', { token, body: { id: 1 } })
    assert.is(parsed.status, 201)
    assert.equal(parsed.json, {
      data: { received: { id: 1 }, contentType: 'application/json' },
    })
    const raw = await send(server, 'POST /orders', {
      token,
      body: 'id=1',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    })
    assert.equal(raw.json, {
      data: { received: 'id=1', contentType: 'application/x-www-form-urlencoded' },
    })
    const empty = await send(server, 'POST /orders', { token })
    assert.equal(empty.json, { data: { received: '', contentType: null } })
  }),
)

test(
  'answers slowly when asked to, and refuses a time that is none',
  withP0(async server => {
    const token = server.signIn().accessToken
    const { status, json } = await send(server, 'GET /slow?ms=30', { token })
    assert.is(status, 200)
    assert.equal(json, { data: { ms: 30 } })
    const [entry] = server.wire.entries
    assert.ok((entry?.endedAt ?? 0) - (entry?.startedAt ?? 0) >= 25)
    for (const query of ['', '?ms=x', '?ms=-1', '?ms=60001']) {
      assert.is((await send(server, `GET /slow${query}`, { token })).status, 400)
    }
  }),
)

test(
  'answers any status from 200 to 599 to anybody',
  withP0(async server => {
    for (const code of [200, 204, 304, 403, 408, 429, 503, 599]) {
      assert.is((await send(server, `GET /status/${code}`)).status, code)
    }
    assert.equal((await send(server, 'GET /status/503')).json, { msg: 'status 503' })
    for (const code of ['100', '600', 'abc', '2000']) {
      assert.is((await send(server, `GET /status/${code}`)).status, 404)
    }
  }),
)

test(
  'serves a page that is no JSON to anybody',
  withP0(async server => {
    const { status, headers, text } = await send(server, 'GET /html')
    assert.is(status, 200)
    assert.is(headers.get('content-type'), 'text/html; charset=utf-8')
    assert.throws(() => JSON.parse(text))
  }),
)

test(
  'redirects anybody, and refuses to redirect nowhere',
  withP0(async server => {
    const { status, headers } = await send(server, 'GET /redirect?to=%2Fme%3Fa%3D1')
    assert.is(status, 302)
    assert.is(headers.get('location'), '/me?a=1')
    assert.is((await send(server, 'GET /redirect')).status, 400)
  }),
)

test('adds one that is sold out where bodies have codes', () => {
  const [soldOut, ...others] = codedResources.filter(route => !resources.includes(route))
  assert.equal(
    [soldOut?.method, soldOut?.path, soldOut?.access, others.length],
    ['GET', '/sold-out', 'guarded', 0],
  )
  assert.is(findRoute(resources, { method: 'GET', path: '/sold-out' }), undefined)
})

test('reads by POST too what is read by GET', () => {
  const routes = alsoByPost(resources)
  for (const path of ['/me', '/items', '/orders', '/slow']) {
    const handles = ['GET', 'POST'].map(
      method => findRoute(routes, { method, path })?.handle,
    )
    const isByPostOnly = path === '/orders'
    assert.is(handles[0] === undefined, isByPostOnly)
    assert.ok(handles[1])
    if (!isByPostOnly) assert.is(handles[0], handles[1])
  }
})

test.run()
