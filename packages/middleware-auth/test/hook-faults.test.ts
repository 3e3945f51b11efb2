import type { RequestError } from '@allium/core'
import * as assert from 'uvu/assert'
import { codeOtherThan, type RefreshHook } from '../src/index'
import { a, type Bench, bench, contract, p0 } from './bench'

const test = contract('a refresh hook that throws')

const bug = new TypeError('undefined is not a function')
const throwsBug = () => {
  throw bug
}
const THREW = 'the `refresh` hook threw: see `cause`'

/** Throws whatever `send` has come to: it reads an answer, say. */
const afterSend: RefreshHook = async ({ send }) => {
  await send({ url: '/refresh' }).catch(() => {})
  throw bug
}

/** What each of two requests has been told that wait for this refresh. */
async function messages(
  t: Bench,
  end: (t: Bench) => unknown = () => {},
): Promise<readonly string[]> {
  const calls = await t.expire('/a', '/b')
  await end(t)
  return calls.map(({ error }) => `${error.code} ${error.message}`)
}

const both = (code: string, words: string): readonly string[] =>
  ['/a', '/b'].map(path => `${code} GET ${path}: ${words}`)

test('C01 one that throws by itself is said to have thrown, and told of once', async () => {
  const t = bench({ session: { refresh: throwsBug } })
  assert.equal(await messages(t), both('refresh-transient', THREW))
  assert.equal(t.faults, [bug])
  assert.is(t.session.credential()?.accessToken, 'a0.secret')
})

test('C01 so is one that throws over a good answer', async () => {
  const t = bench({ session: { refresh: afterSend } })
  const told = await messages(t, ({ at }) => at('/refresh').reply(200, {}))
  assert.equal(told, both('invalid-refresh-answer', THREW))
  assert.equal(t.faults, [bug])
})

test('C04 retries tell once, of what the last of them threw', async () => {
  let asked = 0
  const refresh = () => {
    asked += 1
    throw asked
  }
  const refreshRetries = { max: 2, delayMs: 1 }
  const t = bench({ session: { refresh, refreshRetries } })
  await messages(t, ({ clock }) => clock.advance(10))
  assert.equal(t.faults, [3])
})

test('C04 a retry that succeeds has nothing to tell', async () => {
  let isFirst = true
  const refresh: RefreshHook = input => {
    if (!isFirst) return p0(input)
    isFirst = false
    throw bug
  }
  const t = bench({ session: { refresh, refreshRetries: { max: 1, delayMs: 1 } } })
  await t.expire('/a')
  await t.clock.advance(1)
  await t.renew(a(1))
  await t.at('/a').reply(200)
  assert.equal(t.faults, [])
})

const byServer = (status: number) => (t: Bench) => t.at('/refresh').reply(status, {})

for (const [name, end, code] of [
  ['a send that failed', ({ at }) => at('/refresh').fail(bug), 'refresh-ambiguous'],
  ['a server that is busy', byServer(503), 'refresh-transient'],
  ['a server that does not understand', byServer(404), 'refresh-refused'],
  ['a server that refuses', byServer(401), 'refresh-rejected'],
] as ReadonlyArray<[string, (t: Bench) => unknown, string]>) {
  for (const acceptStatus of [undefined, () => true]) {
    test(`C01 what it throws over ${name} is no news${acceptStatus ? ', accepted or not' : ''}`, async () => {
      const client = acceptStatus && { acceptStatus }
      const t = bench({ session: { refresh: afterSend }, ...(client && { client }) })
      for (const told of await messages(t, end)) {
        assert.match(told, code)
        assert.not.match(told, THREW)
      }
      assert.equal(t.faults, [])
    })
  }
}

test('C01 what it throws over a body that refuses is no news', async () => {
  const isRejected = codeOtherThan(200)
  const t = bench({ session: { refresh: afterSend, isRejected } })
  const end = ({ at }: Bench) => at('/refresh').reply(200, { code: 500 })
  const [told] = await messages(t, end)
  assert.match(String(told), 'refresh-rejected')
  assert.equal(t.faults, [])
})

test('C01 a refresh that cannot be sent as it is says why, and is told of', async () => {
  const refresh: RefreshHook = async ({ send }) => {
    await send({ url: '' })
    return a(1)
  }
  const t = bench({ session: { refresh } })
  const told = await messages(t)
  const [cause] = t.faults as RequestError[]
  assert.is(t.faults.length, 1)
  assert.is(cause?.code, 'invalid')
  assert.equal(told, both('refresh-transient', String(cause?.message)))
})

test('D05 who is told may sign out, and nobody waits for what it does', async () => {
  const t = bench({
    session: {
      refresh: throwsBug,
      onFault: () => {
        t.session.signOut()
        throw new Error('onFault')
      },
    },
  })
  assert.equal(await messages(t), both('refresh-transient', THREW))
  assert.is(t.session.credential(), undefined)
  assert.equal(t.log.slice(-4), [
    'clear',
    'logout user',
    '! /a refresh-transient',
    '! /b refresh-transient',
  ])
})

test('E02 of a session that is over it tells nothing', async () => {
  const t = bench({ session: { refresh: afterSend } })
  await t.expire('/a')
  t.session.signIn(a(5))
  await t.at('/refresh').reply(200, {})
  assert.equal(t.faults, [])
})

test.run()
