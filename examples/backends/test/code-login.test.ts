import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type CodeOptions, createCodeLogin } from '../src/code-login'
import { createRefreshFaults } from '../src/refresh-faults'

const test = suite('code login')

function opened(options: CodeOptions = {}) {
  const { controls, apply } = createRefreshFaults({ status: 403 })
  const { handle, stats } = createCodeLogin({
    ...options,
    faults: { controls, apply },
    accept: user => ({ status: 200, body: user }),
    refuse: (code, msg) => ({ status: 200, body: [code, msg] }),
  })
  const { signal } = new AbortController()
  const call = { method: 'POST', path: '/', query: '', headers: {}, signal }
  return {
    controls,
    stats,
    login: (body: unknown) => handle({ ...call, body: JSON.stringify(body) }),
  }
}

const ok = { status: 200, body: 'u1' }
const used = { status: 200, body: [40163, 'code been used'] }

test('takes any code once', () => {
  const { login, stats } = opened()
  assert.equal(login({ code: 'c1' }), ok)
  assert.equal(login({ code: 'c1' }), used)
  assert.equal(login({ code: 'c2' }), ok)
  assert.equal(stats, { refreshes: 2, codes: 2, codeReuses: 1 })
})

test('asks about a code until it is redeemed, and whose it is', () => {
  const asked: string[] = []
  const { login, stats } = opened({
    redeem: code => asked.push(code) > 1,
    userOf: code => `owner of ${code}`,
  })
  assert.equal(login({ code: 'c1' }), { status: 200, body: [40029, 'invalid code'] })
  assert.equal(login({ code: 'c1' }), { status: 200, body: 'owner of c1' })
  assert.equal(login({ code: 'c1' }), used)
  assert.equal(asked, ['c1', 'c1'])
  assert.equal(stats, { refreshes: 1, codes: 1, codeReuses: 2 })
})

test('refuses a body without a code', () => {
  const { login, stats } = opened()
  for (const body of [undefined, {}, { code: '' }, { code: 1 }, []]) {
    assert.equal(login(body), { status: 200, body: [41008, 'missing code'] })
  }
  assert.equal(stats, { refreshes: 0, codes: 0, codeReuses: 0 })
})

test('leaves a code good that a spoiled login came with, but notices its return', () => {
  const { login, stats, controls } = opened()
  controls.rejectRefresh(true)
  assert.equal(login({ code: 'c1' }), { status: 403 })
  assert.equal(stats, { refreshes: 0, codes: 1, codeReuses: 0 })
  controls.rejectRefresh(false)
  assert.equal(login({ code: 'c1' }), ok)
  assert.equal(stats, { refreshes: 1, codes: 1, codeReuses: 1 })
})

test('uses the code up when only the answer is lost', () => {
  const { login, stats, controls } = opened()
  controls.dropRefreshAnswer()
  assert.is(login({ code: 'c1' }), 'drop')
  assert.equal(login({ code: 'c1' }), used)
  assert.equal(stats, { refreshes: 1, codes: 1, codeReuses: 1 })
})

test.run()
