import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createFamilyGuard } from '../src/family-guard'
import { createTokenFamilies } from '../src/token-family'

const test = suite('family guard')

const expired = { status: 401 }

function opened() {
  const tokens = createTokenFamilies({ accessTtlMs: 100, rotate: true, now: () => 0 })
  const { authorize, identify } = createFamilyGuard(tokens, expired)
  const { signal } = new AbortController()
  const call = { method: 'GET', path: '/', query: '', body: '', signal }
  const headersOf = (token: string) => ({ authorization: `Bearer ${token}` })
  return {
    tokens,
    authorize: (token: string) => authorize({ ...call, headers: headersOf(token) }),
    identify: (token: string) => identify(headersOf(token)),
  }
}

test('lets valid access tokens in, and no others', () => {
  const { tokens, authorize } = opened()
  const { accessToken, refreshToken } = tokens.issue('u1')
  assert.is(authorize(accessToken), 'u1')
  assert.is(authorize(refreshToken), expired)
  tokens.expireAccess()
  assert.is(authorize(accessToken), expired)
})

test('knows whose token it is, dead or alive, and nobody by another', () => {
  const { tokens, identify } = opened()
  const { accessToken, refreshToken } = tokens.issue('u1')
  tokens.end(accessToken)
  assert.equal(identify(accessToken), { user: 'u1', tokenSerial: 1 })
  assert.is(identify(refreshToken), undefined)
})

test.run()
