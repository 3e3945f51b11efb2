import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type AllowedOrigin, withCors } from '../src/cors'
import type { Answer, Call, Reply } from '../src/serve'

const test = suite('CORS')

const PAGE = 'http://127.0.0.1:5173'
const GRANT = {
  'Access-Control-Allow-Origin': PAGE,
  'Access-Control-Allow-Credentials': 'true',
  Vary: 'Origin',
}

function asking(
  allowed: AllowedOrigin | undefined,
  answer: Answer = { status: 401, headers: { 'X-A': '1' }, body: {} },
) {
  const handle = withCors(() => answer, allowed)
  return (method: string, headers: Call['headers']) => {
    const { signal } = new AbortController()
    return handle({ method, path: '/', query: '', headers, body: '', signal })
  }
}

const preflight = { origin: PAGE, 'access-control-request-method': 'POST' }

test('changes nothing without an origin', () => {
  const answer: Reply = { status: 200 }
  const handle = () => answer
  assert.is(withCors(handle, undefined), handle)
})

test('names the origin that may ask in every answer, with credentials', async () => {
  for (const allowed of [PAGE, true] as const) {
    const answer = await asking(allowed)('GET', { origin: PAGE })
    assert.equal(answer, { status: 401, headers: { 'X-A': '1', ...GRANT }, body: {} })
  }
})

test('names no other origin, and none where there is none', async () => {
  const plain = { status: 401, headers: { 'X-A': '1' }, body: {} }
  assert.equal(await asking(PAGE)('GET', { origin: 'http://127.0.0.1' }), plain)
  assert.equal(await asking(true)('GET', {}), plain)
})

test('answers a preflight itself, and allows what it asks for', async () => {
  const headers = {
    ...preflight,
    'access-control-request-headers': 'authorization,x-b',
  }
  assert.equal(await asking(PAGE)('OPTIONS', headers), {
    status: 204,
    headers: {
      'Access-Control-Allow-Methods': 'GET, POST',
      'Access-Control-Allow-Headers': 'authorization,x-b',
      'Access-Control-Max-Age': '600',
      ...GRANT,
    },
  })
})

test('refuses a preflight by naming no origin, and takes plain OPTIONS for a request', async () => {
  const other = { ...preflight, origin: 'http://127.0.0.1' }
  const refused = (await asking(PAGE)('OPTIONS', other)) as Reply
  assert.not('Access-Control-Allow-Origin' in (refused.headers ?? {}))
  assert.is(((await asking(PAGE)('OPTIONS', { origin: PAGE })) as Reply).status, 401)
})

test('lets a lost answer be lost', async () => {
  assert.is(await asking(true, 'drop')('GET', { origin: PAGE }), 'drop')
})

test.run()
