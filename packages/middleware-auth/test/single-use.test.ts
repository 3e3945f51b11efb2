import * as assert from 'uvu/assert'
import { fromHeader, singleUse, tokenHeader } from '../src/index'
import { bench, contract, drain } from './bench'

const test = contract('single-use')

const read = fromHeader('B-T')

test('I01 it is a lane one wide that takes from every answer', () => {
  assert.equal(singleUse(read), { takeFrom: read, atOnce: 1 })
})

test('I01 I02 spread into a session, each request takes the token of the one before', async () => {
  const t = bench({
    kept: { accessToken: 'a0.secret' },
    session: singleUse(read),
    auth: { authenticator: tokenHeader('B-T') },
  })
  const calls = ['/1', '/2', '/3'].map(path => t.get(path))
  for (const [n, { name }] of calls.entries()) {
    await drain()
    assert.is(t.wire.length, n + 1)
    assert.is(t.at(name).request.headers['b-t'], `a${n}.secret`)
    await t.at(name).reply(n === 1 ? 404 : 200, {}, { 'b-t': `a${n + 1}.secret` })
  }
  assert.equal(
    calls.map(({ state }) => state),
    ['resolved', 'rejected', 'resolved'],
  )
  assert.is(t.session.credential()?.accessToken, 'a3.secret')
  assert.is((t.storage.kept as { accessToken: string }).accessToken, 'a3.secret')
})

test.run()
