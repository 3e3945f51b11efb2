import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { DEMO_PASSWORD, passwordLogin } from '../src/password-login'

const test = suite('password login')

const refuse = (status: number, msg: string) => ({ status, body: msg })
const login = (body: unknown) => passwordLogin(JSON.stringify(body), refuse)

test('knows any user by the one password', () => {
  assert.is(login({ user: 'u3', password: DEMO_PASSWORD }), 'u3')
})

test('refuses in the words of the backend', () => {
  const wrong = { status: 401, body: '用户名或密码错误' }
  const incomplete = { status: 400, body: 'user and password are required' }
  assert.equal(login({ user: 'u3', password: 'x' }), wrong)
  assert.equal(login({ user: 'u3' }), incomplete)
  assert.equal(login({ password: DEMO_PASSWORD }), incomplete)
  assert.equal(passwordLogin('no JSON', refuse), incomplete)
})

test.run()
