import { envelope } from '@allium/core'
import { expiredOn, isAuthError } from '@allium/middleware-auth'
import { deferred, drain } from '@allium/testing'
import axios, { type AxiosError } from 'axios'
import * as assert from 'uvu/assert'
import { authBench, json } from './auth-bench'
import { ORIGIN, quietSuite, rejection } from './helpers'

const test = quietSuite('auth')

test('many calls of axios that get a 401 share one refresh, and all come back', async () => {
  const { api, wire, screen } = authBench()
  const seen: string[] = []
  api.interceptors.request.use(config => {
    seen.push(`request ${config.url}`)
    return config
  })
  api.interceptors.response.use(answer => {
    seen.push(`response ${answer.config.url} ${answer.status}`)
    return answer
  })
  const paths = Array.from({ length: 20 }, (_, n) => `/${n}`)
  const answers = await Promise.all(paths.map(path => api.get<{ url: string }>(path)))
  assert.equal(
    answers.map(({ data }) => data.url),
    paths.map(path => ORIGIN + path),
  )
  assert.equal(
    wire.filter(line => line.includes('/refresh')),
    ['POST /refresh -'],
  )
  assert.equal(
    [
      wire.filter(line => line.endsWith(' a0')).length,
      wire.filter(line => line.endsWith(' a1')).length,
    ],
    [20, 20],
  )
  // The interceptors of the app ran once for each call, and saw no 401.
  assert.equal([...seen].sort(), [
    ...paths.map(path => `request ${path}`).sort(),
    ...paths.map(path => `response ${path} 200`).sort(),
  ])
  assert.equal(screen, ['show', 'hide'])
})

test('a replay sends the same bytes and the same URL, written once', async () => {
  const { api, calls } = authBench()
  const data = { a: 1, list: ['中'] }
  const call = api.post('/a', data, { params: { q: ['x y', 1] } })
  data.list.push('changed meanwhile')
  await call
  const sent = calls
    .filter(({ request }) => !request.url.endsWith('/refresh'))
    .map(({ request: { url, body, headers } }) => [url, body, headers['content-type']])
  assert.is(sent.length, 2)
  assert.equal(sent[0], sent[1])
  assert.match(sent[0]?.[0] as string, /\/a\?q%5B%5D=x\+y&q%5B%5D=1$/)
})

test('a form is sent again whole', async () => {
  const { api, calls } = authBench()
  const form = new FormData()
  form.append('file', new Blob(['content']), 'a.txt')
  await api.post('/a', form)
  const [first, , second] = calls.map(({ request }) =>
    Buffer.from((request.body ?? '') as ArrayBuffer).toString(),
  )
  assert.match(first ?? '', /content/)
  assert.is(first, second)
})

test('`auth: false` under `allium` attaches nothing, and the 401 is the caller’s', async () => {
  const { api, wire } = authBench()
  const error = await rejection(api.get('/login', { allium: { auth: false } } as object))
  assert.equal([error.code, error.response?.status], ['ERR_BAD_REQUEST', 401])
  assert.not(isAuthError(error.cause))
  assert.equal(wire, ['GET /login -'])
})

test('`loading: false` under `allium` leaves the screen alone', async () => {
  const { api, screen } = authBench()
  await api.get('/a', { allium: { loading: false } } as object)
  assert.equal(screen, [])
})

test('a token that an interceptor of axios sets is the caller’s: auth leaves it alone', async () => {
  const { api, wire } = authBench()
  api.interceptors.request.use(config => {
    config.headers.Authorization = 'Bearer old'
    return config
  })
  assert.is((await rejection(api.get('/a'))).response?.status, 401)
  assert.equal(wire, ['GET /a old'])
})

test('validateStatus that takes everything does not keep a 401 from being cured', async () => {
  const { api } = authBench()
  const { status } = await api.get('/a', { validateStatus: null })
  assert.is(status, 200)
})

test('a rejected refresh is a 401 of axios, and its cause tells why', async () => {
  const { api, session, screen } = authBench({ refresh: () => json({ msg: 'no' }, 403) })
  const logouts: unknown[] = []
  session.on('logout', ({ reason }) => logouts.push(reason))
  const errors = await Promise.all(['/a', '/b'].map(url => rejection(api.get(url))))
  for (const error of errors) {
    assert.equal(
      [error.code, error.message, error.response?.status, error.response?.data],
      ['ERR_BAD_REQUEST', 'Request failed with status code 401', 401, { msg: 'expired' }],
    )
    assert.ok(isAuthError(error.cause))
    assert.is((error.cause as { code?: string }).code, 'refresh-rejected')
  }
  assert.equal(logouts, ['rejected'])
  assert.is(screen.filter(step => step === 'show').length, 1)
})

test('a refresh that fails for now looks like no network: nobody is signed out for it', async () => {
  const { api, session } = authBench({ refresh: () => json({}, 503) })
  const error = await rejection(api.get('/a'))
  assert.equal([error.code, error.message], ['ERR_NETWORK', 'Network Error'])
  assert.is(error.response, undefined)
  assert.ok(isAuthError(error.cause) && error.cause.retryable)
  assert.is(error.cause.response?.status, 401)
  assert.ok(session.credential())
})

test('a sign-out cancels what waits for the refresh', async () => {
  const { api, session } = authBench({ refresh: () => new Promise(() => {}) })
  const call = rejection(api.get('/a'))
  await drain()
  session.signOut()
  const error = await call
  assert.ok(axios.isCancel(error))
  assert.is((error.cause as { code?: string }).code, 'session-changed')
  session.dispose()
})

test('axios cancels a call that waits for the refresh, and it alone', async () => {
  const answer = deferred<void>()
  const { api, wire } = authBench({
    refresh: async () => {
      await answer.promise
      return json({ token: 'a1.secret' })
    },
  })
  const controller = new AbortController()
  const left = rejection(api.get('/left', { signal: controller.signal }))
  const stays = api.get('/stays')
  await drain()
  controller.abort()
  assert.ok(axios.isCancel(await left))
  answer.resolve()
  assert.is((await stays).status, 200)
  assert.equal(wire, [
    'GET /left a0',
    'GET /stays a0',
    'POST /refresh -',
    'GET /stays a1',
  ])
})

test('a code in the body is seen by auth, and by the envelope around it', async () => {
  const { api, wire } = authBench(
    {
      refuse: () => json({ code: 408 }),
      answer: ({ url }) =>
        url.endsWith('/bad')
          ? json({ code: 500, msg: 'no' })
          : json({ code: 200, data: 7 }),
    },
    {
      layers: [envelope()],
      auth: { classify: expiredOn({ codes: [408] }) },
    },
  )
  assert.is((await api.get('/good')).data, 7)
  const error = await rejection<AxiosError>(api.get('/bad'))
  assert.equal(
    [error.code, error.status, error.response?.data],
    ['ERR_BAD_RESPONSE', 200, { code: 500, msg: 'no' }],
  )
  assert.is((error.cause as { serverMessage?: string }).serverMessage, 'no')
  assert.equal(wire, ['GET /good a0', 'POST /refresh -', 'GET /good a1', 'GET /bad a1'])
})

test('auth sees the code of a text as well, and axios gets the text', async () => {
  const { api, wire } = authBench(
    { refuse: () => json({ code: 408 }), answer: () => ({ data: '{"code":200}' }) },
    { auth: { classify: expiredOn({ codes: [408] }) } },
  )
  assert.is((await api.get('/a', { responseType: 'text' })).data, '{"code":200}')
  assert.equal(wire, ['GET /a a0', 'POST /refresh -', 'GET /a a1'])
})

test.run()
