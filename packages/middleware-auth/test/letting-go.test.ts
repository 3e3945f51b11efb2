import { inspect } from 'node:util'
import type { Layer } from '@allium/core'
import { deferred } from '@allium/testing'
import * as assert from 'uvu/assert'
import { heldRequests } from '../src/held-requests'
import { a, bench, contract, drain } from './bench'

const test = contract('letting go')

const sent = (log: readonly string[]) => log.filter(line => line.startsWith('> GET'))

test('F06 what a listener of `attempt` sends stands behind those that are let go', async () => {
  const t = bench()
  await t.expire('/1', '/2', '/3')
  let isTold = false
  t.client.on('attempt', () => {
    if (!isTold) t.get('/late')
    isTold = true
  })
  const { length } = t.log
  await t.renew(a(1))
  const order = ['> GET /1 a1', '> GET /2 a1', '> GET /3 a1', '> GET /late a1']
  assert.equal(sent(t.log.slice(length)), order)
  for (const { path, reply } of t.wire.slice(-4)) await reply(200, path)
})

test('F06 so does what a layer inside sends through the same client', async () => {
  let t: ReturnType<typeof bench> | undefined
  const nonce: Layer = (ctx, next) => {
    if (ctx.attempt === 2 && ctx.request.url.endsWith('/1')) t?.get('/nonce')
    return next()
  }
  t = bench({ inside: [nonce] })
  await t.expire('/1', '/2')
  const { length } = t.log
  await t.renew(a(1))
  const order = ['> GET /1 a1', '> GET /2 a1', '> GET /nonce a1']
  assert.equal(sent(t.log.slice(length)), order)
  for (const { path, reply } of t.wire.slice(-3)) await reply(200, path)
})

test('C05 who is let go, and waits again in that turn, has all its time', async () => {
  for (const count of [1, 2, 3]) {
    const t = bench({
      kept: { ...a(0), expiresAt: 1 },
      session: { refreshTimeout: 2_000, storageTimeout: 1_900 },
    })
    const read = t.storage.hold('load')
    const calls = Array.from({ length: count }, (_, at) => t.get(`/${at}`))
    await drain()
    await t.clock.advance(1_500)
    read.resolve()
    await drain()
    assert.is(t.all('/refresh').length, 1)
    await t.clock.advance(1_999)
    assert.ok(calls.every(({ state }) => state === 'pending'))
    await t.clock.advance(1)
    assert.ok(calls.every(({ error }) => error?.code === 'refresh-timeout'))
    await t.at('/refresh').reply(200, a(1))
  }
})

test('C05 nobody waits without limit who was waiting when the limit had passed', async () => {
  const t = bench({
    client: { timeout: 200_000 },
    session: { refreshTimeout: 1_000, storageTimeout: 5_000 },
  })
  const calls = await t.expire('/1', '/2')
  await t.clock.advance(900)
  const write = t.storage.hold('save')
  // Over when it is stored: another refresh is needed.
  await t.renew({ ...a(1), expiresIn: 1_500 } as never)
  await t.clock.advance(2_000)
  write.resolve()
  await drain()
  assert.is(t.all('/refresh').length, 2)
  await t.clock.advance(1_000)
  assert.ok(calls.every(({ error }) => error?.code === 'refresh-timeout'))
  await t.at('/refresh').reply(200, a(2))
})

test('D04 a failed refresh is told before any goes on with the credential that is there', async () => {
  for (const isSignedOut of [false, true]) {
    const t = bench({ kept: { ...a(0), expiresAt: 90_000 } })
    await t.session.reload()
    await t.clock.advance(70_000)
    if (isSignedOut) t.session.on('refresh:error', () => t.session.signOut())
    const [one, two] = [t.get('/1'), t.get('/2')]
    await drain()
    const { length } = t.log
    await t.at('/refresh').reply(503)
    const told = t.log.slice(length).filter(line => !line.startsWith('clear'))
    if (isSignedOut) {
      assert.equal(told[0], 'refresh:error transient')
      assert.equal(sent(told), [])
      assert.equal(
        [one.error.code, two.error.code],
        ['refresh-transient', 'refresh-transient'],
      )
    } else {
      assert.equal(told, ['refresh:error transient', '> GET /1 a0', '> GET /2 a0'])
      for (const { reply } of t.wire.slice(-2)) await reply(200)
    }
  }
})

test('G01 K11 an abort whose reason is `undefined` ends the waiting, held or in the lane', async () => {
  for (const session of [{}, { atOnce: 1 }]) {
    let give: ((reason: undefined) => void) | undefined
    const outer: Layer = (ctx, next) =>
      ctx.request.url.endsWith('/gone')
        ? Promise.race([
            next(),
            new Promise<never>((_, reject) => {
              give = reject
            }),
          ])
        : next()
    const t = bench({ outside: [outer], session })
    let holds = 0
    t.client.on('hold', () => {
      holds += 1
    })
    const first = t.get('/first')
    await drain()
    if (session.atOnce === undefined) await t.at('/first').reply(401)
    const gone = t.get('/gone')
    await drain()
    const before = holds
    give?.(undefined)
    await drain()
    assert.equal([gone.state, gone.error, holds], ['rejected', undefined, before])
    if (session.atOnce === undefined) await t.renew(a(1))
    await t.at('/first').reply(200)
    assert.is(first.state, 'resolved')
    assert.is(t.all('/gone').length, 0)
  }
})

test('G06 with the queue full, no request goes past those that wait', async () => {
  const t = bench({ kept: { ...a(0), expiresAt: 3_600_000 }, session: { maxHeld: 2 } })
  const first = t.get('/0')
  await drain()
  await t.at('/0').reply(200)
  t.refresh()
  await drain()
  const one = t.get('/1')
  const two = t.get('/2')
  await drain()
  assert.is(two.error.code, 'too-many-held')
  await t.renew(a(1))
  await t.at('/1').reply(200)
  assert.equal([first.state, one.state], ['resolved', 'resolved'])
  assert.equal(sent(t.log), ['> GET /0 a0', '> GET /1 a1'])
})

test('G06 a timer that is number 0 is a timer; one that cannot be set keeps nobody', async () => {
  const armed = new Map<number, () => void>()
  let last = -1
  let isBroken = false
  const clock = {
    now: () => 0,
    setTimeout(run: () => void) {
      if (isBroken) throw new Error('no timers')
      last += 1
      armed.set(last, run)
      return last
    },
    clearTimeout: (id: unknown) => void armed.delete(id as number),
  }
  const held = heldRequests(clock, 100, 1_000)
  const request = { method: 'GET', url: 'https://api.test/a' }
  const waiting = [1, 2, 3].map(() => held.park({ request, attempt: 1 }))
  assert.is(armed.size, 1)
  held.release()
  await Promise.all(waiting)
  assert.is(armed.size, 0)
  isBroken = true
  const refused = held.park({ request, attempt: 1 })
  assert.instance(await refused.catch(error => error), Error)
  assert.is(held.size(), 0)
})

test('I02 a late answer of one sending brings nothing to the next', async () => {
  let isFirst = true
  const answered = deferred<void>()
  // It answers by itself, while the first exchange goes on.
  const inner: Layer = (ctx, next) => {
    const rest = next()
    if (!isFirst) return rest
    isFirst = false
    return answered.promise.then(() => {
      const { url } = ctx.request
      ctx.response = { status: 401, data: 0, headers: {}, cookies: [], url, raw: 0 }
    })
  }
  const t = bench({
    inside: [inner],
    session: {
      takeFrom: ({ headers }) => (headers.t ? { accessToken: headers.t } : undefined),
    },
  })
  const call = t.get('/a')
  await drain()
  const first = t.at('/a')
  answered.resolve()
  await drain()
  await t.renew(a(1))
  await first.reply(200, 0, { t: 'old.secret' })
  assert.is(t.session.credential()?.accessToken, a(1).accessToken)
  // It is the same request all the same, and has been replayed once.
  await t.at('/a').reply(401)
  assert.equal([call.error.code, call.error.attempt], ['refresh-loop', 2])
  assert.is(t.all('/refresh').length, 1)
})

test('J02 behind the launch gate a shared storage is looked at all the same', async () => {
  const t = bench({
    kept: undefined,
    session: { isStorageShared: true, awaitSignIn: 1_000 },
  })
  await t.session.reload()
  await t.clock.advance(900)
  const call = t.get('/a')
  await drain()
  const read = t.storage.hold('load')
  await t.clock.advance(100)
  assert.equal(sent(t.log), [])
  read.resolve()
  await drain()
  await t.at('/a').reply(200)
  assert.is(call.state, 'resolved')
})

test('H02 what a layer inside prints of its request tells no refresh token', async () => {
  const printed: string[] = []
  const look: Layer = (ctx, next) => {
    printed.push(inspect(ctx.request, { depth: 9 }), JSON.stringify(ctx.request))
    return next()
  }
  const t = bench({ inside: [look] })
  t.get('/a')
  await drain()
  await t.at('/a').reply(200)
  assert.is(printed.length, 2)
  assert.not.match(printed.join(), /r0\.secret/)
  assert.match(String(printed[0]), 'escort: Ticket')
  assert.match(String(printed[1]), '"escort":"Ticket"')
})

test('H02 the object that an authenticator gives is not written to', async () => {
  const given: object[] = []
  const authenticator = {
    isSuppliedBy: () => false,
    attach(request: Parameters<Layer>[0]['request']) {
      const signed = { ...request }
      given.push(signed)
      return signed
    },
  }
  const t = bench({ auth: { authenticator } })
  t.get('/a')
  await drain()
  await t.at('/a').reply(200)
  assert.equal(
    given.map(each => Object(each).escort),
    [undefined],
  )
})

test('D03 a thenable that works anew for each who asks is asked once', async () => {
  const ran: string[] = []
  const lazy = (name: string, value?: unknown) =>
    ({
      // biome-ignore lint/suspicious/noThenProperty: that is what such storages give.
      then(done: (value: unknown) => void) {
        ran.push(name)
        done(value)
      },
    }) as unknown as Promise<never>
  const storage = {
    load: () => lazy('load', a(0)),
    save: () => lazy('save'),
    clear: () => lazy('clear'),
  }
  const t = bench({ session: { storage } })
  t.get('/a')
  await drain()
  await t.at('/a').reply(200)
  await t.session.signIn(a(1))
  await t.session.signOut()
  assert.equal(ran, ['load', 'save', 'clear'])
})

test.run()
