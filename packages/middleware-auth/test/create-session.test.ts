import * as assert from 'uvu/assert'
import { createSession } from '../src/index'
import { a, contract, p0 } from './bench'

const test = contract('create-session')

test('another copy of the package finds the engine of a session by its name', () => {
  const session = createSession({ refresh: p0 })
  const name = Symbol.for('@allium/session-engine')
  assert.ok(Object.getOwnPropertySymbols(session).includes(name))
  session.dispose()
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
