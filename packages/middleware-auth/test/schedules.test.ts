import fc from 'fast-check'
import * as assert from 'uvu/assert'
import type { Credential } from '../src/index'
import { a, b, bench, contract, drain, type Exchange, type Tracked } from './bench'

const test = contract('random schedules')

/** What may happen next; `pick` chooses among what there is to choose from. */
type Step =
  | { readonly do: 'send' | 'refresh' | 'sign-out' | 'write' }
  | { readonly do: 'sign-in'; readonly user: 'a' | 'b' }
  | { readonly do: 'abort'; readonly pick: number }
  | { readonly do: 'answer'; readonly pick: number; readonly status: number }
  | { readonly do: 'cut'; readonly pick: number }
  | { readonly do: 'advance'; readonly ms: number }
  | { readonly do: 'drain' }

const pick = fc.nat({ max: 9 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Step>({ do: 'send' }) },
  { weight: 12, arbitrary: fc.constant<Step>({ do: 'drain' }) },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      pick,
      status: fc.constantFrom(200, 200, 200, 401, 401, 401, 503, 422),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cut' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('abort' as const), pick }) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'refresh' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'sign-out' }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('sign-in' as const),
      user: fc.constantFrom('a' as const, 'b' as const),
    }),
  },
  { weight: 2, arbitrary: fc.constant<Step>({ do: 'write' }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('advance' as const),
      ms: fc.constantFrom(1, 2_000, 10_000, 60_000),
    }),
  },
)

/** A run of the schedule, with what a careful observer would note. */
async function run(steps: readonly Step[], slowStorage: boolean): Promise<void> {
  const t = bench()
  const answered = new Set<Exchange>()
  const calls: Tracked[] = []
  /** Who was signed in when each path was asked for. */
  const askedBy = new Map<string, string>()
  const writes: Array<() => void> = []
  let issued = 0
  /** Each sign-in has tokens of its own, so that whose they are can be told. */
  let session = 'a0'
  let sessions = 0
  let ends = 0
  const of = new Map<string, string>([['a0', 'a0']])
  /** Access tokens that there was a reason to renew. */
  const spent = new Set<string>()
  const current = () => String(t.session.credential()?.accessToken).replace('.secret', '')

  const slow = () => {
    if (!slowStorage) return
    for (const name of ['save', 'clear'] as const) {
      const gate = t.storage.hold(name)
      writes.push(gate.resolve)
    }
  }
  const fresh = (user: 'a' | 'b', owner: string): Credential => {
    issued += 1
    of.set(`${user}${issued}`, owner)
    return user === 'a' ? a(issued) : b(issued)
  }
  const open = () => t.wire.filter(each => !answered.has(each) && !each.signal.aborted)
  const end = () => {
    if (t.session.credential() !== undefined) ends += 1
  }
  let startedBy = ''
  const mistakes: string[] = []
  t.session.on('refresh:start', () => {
    startedBy = session
  })
  t.session.on('refresh', () => {
    if (startedBy !== session) mistakes.push(`refresh of ${startedBy} told to ${session}`)
  })
  t.session.on('logout', ({ reason }) => {
    if (reason === 'rejected') {
      ends += 1
      session = '-'
    }
  })

  const acts: {
    readonly [Do in Step['do']]: (step: Extract<Step, { do: Do }>) => unknown
  } = {
    send() {
      const url = `/n${calls.length}`
      askedBy.set(url, session)
      calls.push(t.get(url))
    },
    refresh() {
      spent.add(current())
      calls.push(t.refresh())
    },
    'sign-out'() {
      end()
      session = '-'
      slow()
      t.session.signOut()
    },
    'sign-in'({ user }) {
      end()
      sessions += 1
      session = `${user}-session${sessions}`
      slow()
      t.session.signIn(fresh(user, session))
    },
    write: () => writes.shift()?.(),
    abort: ({ pick }) => calls[pick % calls.length]?.call.abort?.(),
    answer({ pick, status }) {
      const waiting = open()
      const exchange = waiting[pick % waiting.length]
      if (exchange === undefined) return
      answered.add(exchange)
      const isRefresh = exchange.path === '/refresh'
      if (isRefresh && status === 200) slow()
      if (status === 401) spent.add(exchange.token)
      const user = exchange.token[0] === 'b' ? 'b' : 'a'
      const owner = of.get(exchange.token) ?? '?'
      exchange.reply(
        status,
        isRefresh && status === 200 ? fresh(user, owner) : { status },
      )
    },
    cut({ pick }) {
      const waiting = open()
      const exchange = waiting[pick % waiting.length]
      if (exchange === undefined) return
      answered.add(exchange)
      exchange.fail(new Error('cut'))
    },
    advance: ({ ms }) => t.clock.advance(ms),
    drain,
  }

  for (const each of steps) {
    await acts[each.do](each as never)
    observe()
  }
  await settleAll()
  observe()
  const told = t.events.of('logout') as ReadonlyArray<{ reason: string }>
  assert.is(told.filter(({ reason }) => reason !== 'absent').length, ends)
  const starts = t.events.of('refresh:start').length
  const finished = t.events.of('refresh').length + t.events.of('refresh:error').length
  assert.ok(finished <= starts, 'a flight ended twice')
  assert.equal(t.storage.kept, t.session.credential())

  function observe(): void {
    assert.equal(mistakes, [])
    for (const { token } of t.all('/refresh')) {
      assert.ok(spent.has(token), `${token} was renewed for no reason: ${t.log}`)
    }
    const flying = open().filter(({ path }) => path === '/refresh')
    assert.ok(flying.length <= 1, `two refreshes at once: ${t.log}`)
    for (const { path, token } of t.wire) {
      const asker = askedBy.get(path)
      if (token === '-' || asker === undefined || asker === '-') continue
      assert.is(of.get(token), asker, `${path} went out as somebody else: ${t.log}`)
    }
  }

  /** Whatever has been started, the world answers in the end. */
  async function settleAll(): Promise<void> {
    for (let round = 0; round < 8; round += 1) {
      await drain()
      for (const write of writes.splice(0)) write()
      for (const exchange of open()) {
        answered.add(exchange)
        exchange.reply(exchange.path === '/refresh' ? 503 : 200)
      }
      await drain()
    }
    // Nobody has to wait for a limit once the world has answered.
    const left = calls.filter(({ state }) => state === 'pending')
    assert.equal(
      left.map(({ name }) => name),
      [],
      `${t.log}`,
    )
    assert.is(t.clock.pending, 0, `${t.log}`)
  }
}

for (const slowStorage of [false, true]) {
  test(`G03 whatever happens in whatever order, ${
    slowStorage ? 'slow' : 'fast'
  } storage: everything settles, nobody is anybody else`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), steps =>
        run(steps, slowStorage),
      ),
      { seed: 20_240_817, numRuns: 500 },
    )
  })
}

test.run()
