import type { Gate, Layer, WireRequest } from '@allium/core'
import { deferred } from '@allium/testing'
import * as assert from 'uvu/assert'
import { bearer, expiredOn } from '../src/index'
import type { AuthContext, AuthTools } from '../src/request-gate'
import { Ticket } from '../src/ticket'
import {
  a,
  type Bench,
  bench,
  contract,
  drain,
  type Exchange,
  engineIn,
  ORIGIN,
} from './bench'

const test = contract('ticket')

/** One slot, for who comes first. */
function oneSlot(): Gate {
  const waiting: Array<() => void> = []
  let isTaken = false
  const leave = () => {
    const next = waiting.shift()
    if (next === undefined) isTaken = false
    else next()
  }
  return {
    enter() {
      if (isTaken) {
        return new Promise(resolve => waiting.push(() => resolve(leave)))
      }
      isTaken = true
      return leave
    },
  }
}

const ends: ReadonlyArray<
  readonly [string, isFree: boolean, (exchange: Exchange) => Promise<void>]
> = [
  ['a good answer', true, exchange => exchange.reply(200)],
  ['one that says "expired"', false, exchange => exchange.reply(401)],
  ['one that `classify` cannot read', false, exchange => exchange.reply(500)],
]

for (const [name, isFree, end] of ends) {
  const when = isFree ? 'frees the slot at once' : 'keeps the slot until it is judged'
  test(`G04 ${name} ${when}, however long the layers inside take`, async () => {
    const thought = deferred<void>()
    const slow: Layer = async (ctx, next) => {
      try {
        await next()
      } finally {
        if (ctx.request.url.endsWith('/a')) await thought.promise
      }
    }
    const t = bench({
      inside: [slow],
      gate: oneSlot,
      auth: {
        classify({ status }) {
          if (status === 500) throw new Error('odd')
          return status === 401 ? 'expired' : 'ok'
        },
      },
    })
    t.get('/a')
    t.get('/b')
    await drain()
    await end(t.at('/a'))
    const isNextSent = t.all('/b').length > 0
    thought.resolve()
    await drain()
    if (t.all('/refresh').length > 0) await t.renew(a(1))
    for (let n = 0; n < 2; n += 1) {
      for (const exchange of t.wire) await exchange.reply(200)
    }
    assert.is(isNextSent, isFree)
  })
}

const request: WireRequest = {
  ...{ method: 'GET', url: `${ORIGIN}/a`, headers: {}, body: undefined },
  ...{ responseType: 'json', timeout: 1_000 },
}

/** A request that goes nowhere by itself. */
function ticketOf({ session }: Bench): Ticket {
  const tools = {
    ...{ session: engineIn(session), authenticator: bearer() },
    ...{ classify: expiredOn(), maxReplays: 1, host: {} as AuthTools['host'] },
  }
  const ctx = { request: {}, attempt: 1 } as AuthContext
  return new Ticket(tools, ctx, () => Promise.resolve(), { epoch: undefined, order: 1 })
}

test('I01 who has no turn any more is called back on the way to the wire', () => {
  const t = bench({ session: { atOnce: 1 } })
  t.session.credential()
  const ticket = ticketOf(t)
  const engine = engineIn(t.session)
  Object.assign(ticket, engine.state)
  assert.throws(
    () => ticket.onSend(request),
    (thrown: unknown) => String(thrown) === 'Symbol(recalled)',
  )
  ticket.leave()
  assert.is(engine.lane?.take(ticket), true)
  ticket.onSend(request)
  ticket.leave()
  // It is on the wire, and has its turn still.
  assert.is(engine.lane?.take(ticketOf(t)), false)
  ticket.onSettled(undefined)
  assert.is(engine.lane?.take(ticketOf(t)), true)
})

test('G04 where there was no answer, there is nothing to judge', () => {
  assert.is(ticketOf(bench()).onSettled(undefined), undefined)
})

test.run()
