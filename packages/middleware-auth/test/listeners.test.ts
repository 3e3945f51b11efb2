import * as assert from 'uvu/assert'
import type { AuthEvents } from '../src/index'
import { a, type Bench, b, bench, contract, drain, type Tracked } from './bench'

const test = contract('listeners')

type Name = keyof AuthEvents

/** How a refresh ends, so that the event comes. */
const ends: Readonly<Record<Name, (t: Bench) => Promise<void>>> = {
  'refresh:start': t => t.renew(a(1)),
  refresh: t => t.renew(a(1)),
  'refresh:error': t => t.at('/refresh').reply(503),
  logout: t => t.at('/refresh').reply(401),
}

const names = Object.keys(ends) as Name[]

/** Who announces it: the session, and each client that has it. */
const places = ['session', 'client'] as const

function listening(t: Bench, where: (typeof places)[number]) {
  return (name: Name, listener: () => unknown) =>
    where === 'session' ? t.session.on(name, listener) : t.client.on(name, listener)
}

for (const name of names) {
  test(`D05 who hears \`${name}\` may throw, reject or hang: nothing else changes`, async () => {
    const logs: string[][] = []
    const heard: string[] = []
    for (const isBad of [false, true]) {
      const faults: unknown[] = []
      const t = bench({ client: { onFault: (fault: unknown) => faults.push(fault) } })
      for (const where of places) {
        const on = listening(t, where)
        if (isBad) {
          on(name, () => {
            throw new Error('thrown')
          })
          on(name, () => Promise.reject(new Error('rejected')))
          on(name, () => new Promise(() => {}))
        }
        on(name, () => heard.push(`${where}, others ${isBad ? 'bad' : 'good'}`))
      }
      await t.expire('/a', '/b')
      await ends[name](t)
      for (const exchange of t.wire.slice(3)) await exchange.reply(200)
      logs.push(t.log)
      const all = [...t.faults, ...faults].map(fault => (fault as Error).message)
      assert.equal(all.sort(), isBad ? ['rejected', 'rejected', 'thrown', 'thrown'] : [])
    }
    assert.equal(logs[1], logs[0])
    assert.equal(heard.sort(), [
      'client, others bad',
      'client, others good',
      'session, others bad',
      'session, others good',
    ])
  })
}

/** What a listener may do; what of it is a promise is tracked. */
const acts: Readonly<Record<string, (t: Bench) => Tracked | undefined>> = {
  'a request': t => t.get('/inside'),
  'a refresh': t => t.refresh(),
  'a sign-in': t => {
    t.session.signIn(b(0))
    return undefined
  },
  'a sign-out': t => {
    t.session.signOut()
    return undefined
  },
}

/** Answers all that comes after the 401 as a good server does, until nothing more is sent. */
async function serve(t: Bench): Promise<void> {
  const answered = new Set([t.wire[0], t.all('/refresh')[0]])
  for (let isQuiet = false; !isQuiet; ) {
    const open = t.wire.filter(each => !answered.has(each) && !each.signal.aborted)
    for (const exchange of open) {
      answered.add(exchange)
      const isOfB = /s0/.test(String(exchange.request.body))
      await exchange.reply(200, isOfB ? b(1) : a(2))
    }
    isQuiet = open.length === 0
  }
}

const changed = 'session-changed'
/**
 * What becomes of the request that waits, what of the listener's own, how many refreshes
 * are sent, why sessions ended, and who is signed in after it.
 */
type Fate = readonly [
  waiting: string,
  own: string,
  refreshes: number,
  ends: readonly string[],
  user: string | undefined,
]
const table: Readonly<Record<Name, Readonly<Record<string, Fate>>>> = {
  'refresh:start': {
    'a request': ['resolved', 'resolved', 1, [], 'a1'],
    'a refresh': ['resolved', 'resolved', 1, [], 'a1'],
    'a sign-in': [changed, '', 0, ['replaced'], 'b0'],
    'a sign-out': [changed, '', 0, ['user'], undefined],
  },
  refresh: {
    'a request': ['resolved', 'resolved', 1, [], 'a1'],
    'a refresh': ['resolved', 'resolved', 1, [], 'a1'],
    'a sign-in': [changed, '', 1, ['replaced'], 'b0'],
    'a sign-out': [changed, '', 1, ['user'], undefined],
  },
  'refresh:error': {
    'a request': ['refresh-transient', 'resolved', 1, [], 'a0'],
    'a refresh': ['refresh-transient', 'resolved', 2, [], 'a2'],
    'a sign-in': ['refresh-transient', '', 1, ['replaced'], 'b0'],
    'a sign-out': ['refresh-transient', '', 1, ['user'], undefined],
  },
  logout: {
    'a request': ['refresh-rejected', 'resolved', 1, ['rejected'], undefined],
    'a refresh': ['refresh-rejected', 'no-credential', 1, ['rejected'], undefined],
    'a sign-in': ['refresh-rejected', '', 1, ['rejected'], 'b0'],
    'a sign-out': ['refresh-rejected', '', 1, ['rejected'], undefined],
  },
}

for (const name of names) {
  for (const [what, fate] of Object.entries(table[name])) {
    for (const where of places) {
      test(`D05 ${what} in a listener of \`${name}\` (of the ${where}) works`, async () => {
        const t = bench()
        let own: Tracked | undefined
        const off = listening(t, where)(name, () => {
          off()
          own = acts[what]?.(t)
        })
        const [call] = await t.expire('/a')
        if (t.all('/refresh').length > 0) await ends[name](t)
        await serve(t)
        await drain()
        const end = (each: Tracked | undefined) => {
          if (each === undefined) return ''
          return each.state === 'rejected' ? each.error.code : each.state
        }
        const reasons = t.events.of('logout') as Array<AuthEvents['logout']>
        assert.equal(
          [
            end(call),
            end(own),
            t.all('/refresh').length,
            reasons.map(({ reason }) => reason),
            t.session.credential()?.accessToken.replace('.secret', ''),
          ],
          fate,
        )
        // The session goes on as whatever it is now.
        t.get('/next')
        await drain()
        assert.is(t.at('/next').token, fate[4] ?? '-')
        await t.at('/next').reply(200)
      })
    }
  }
}

test.run()
