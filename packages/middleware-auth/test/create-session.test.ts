import * as assert from 'uvu/assert'
import { createSession } from '../src/index'
import { a, bench, contract, drain, p0 } from './bench'

const test = contract('create-session')

test('another copy of the package finds the engine of a session by its name', () => {
  const session = createSession({ refresh: p0 })
  const name = Symbol.for('@allium/session-engine')
  assert.ok(Object.getOwnPropertySymbols(session).includes(name))
  assert.not.ok(Object.prototype.propertyIsEnumerable.call(session, name))
  session.dispose()
})

/** Wraps all that it gives out, but for functions, as Vue's `reactive` does. */
function reactive<Target extends object>(target: Target): Target {
  return new Proxy(target, {
    get(from, name, receiver) {
      const value = Reflect.get(from, name, receiver)
      return typeof value === 'object' && value !== null ? reactive(value) : value
    },
  })
}

test('a session that is kept in a store that wraps objects is a session', async () => {
  const t = bench()
  const store = reactive({ session: t.session })
  const client = t.clientOf({}, store.session)
  const call = t.request({ url: '/a' }, client)
  await drain()
  await t.at('/a').reply(401)
  await t.renew(a(1))
  await t.at('/a').reply(200)
  assert.is(call.state, 'resolved')
  assert.is(t.at('/a').token, 'a1')
  assert.is(store.session.credential()?.accessToken, 'a1.secret')
})

test('where no storage is given, memory keeps what was signed in, until it is signed out', async () => {
  const session = createSession({ refresh: p0 })
  await session.signIn(a(0))
  await session.reload()
  assert.is(session.credential()?.accessToken, 'a0.secret')
  await session.signOut()
  await session.reload()
  assert.is(session.credential(), undefined)
  session.dispose()
})

test.run()
