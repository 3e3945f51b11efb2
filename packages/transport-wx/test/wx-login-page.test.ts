import { drain, manualClock } from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  type LoginPageOptions,
  type LogoutReason,
  type PageHost,
  type SessionEnds,
  wxLoginPage,
} from '../src/index'
import { quiet, withGlobalWx } from './helpers'

const test = suite('wxLoginPage')
test.after.each(quiet)

const url = '/pages/login/login'

type Options = Partial<LoginPageOptions>
type Asked = { url: string; fail?(): void }

/** A session that ends when the test says so; what its listeners throw is thrown there. */
function fakeSession() {
  const listeners = new Set<(event: { reason: LogoutReason }) => unknown>()
  let credential: unknown
  const session: SessionEnds = {
    on: (_, listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    credential: () => credential,
  }
  return {
    session,
    listeners,
    signIn: () => {
      credential = { accessToken: 'a1' }
    },
    end: (reason: LogoutReason = 'rejected') => {
      credential = undefined
      for (const listener of [...listeners]) listener({ reason })
    },
  }
}

/** A login page on a clock that stands still, over pages that the test opens. */
function bench(options: Options = {}, act: (asked: Asked) => unknown = () => {}) {
  const clock = manualClock()
  const log: string[] = []
  const pages: Array<{ route?: string }> = [{ route: 'pages/index/index' }]
  const told = (name: string) => (asked: Asked) => {
    log.push(`${clock.now()} ${name} ${asked.url}`)
    return name === 'navigateTo' ? act(asked) : undefined
  }
  const host: PageHost = { navigateTo: told('navigateTo'), reLaunch: told('reLaunch') }
  const fake = fakeSession()
  const getCurrentPages = () => pages
  const { open, stop } = wxLoginPage(fake.session, {
    url,
    host,
    getCurrentPages,
    clock,
    ...options,
  })
  return { ...fake, clock, log, pages, open, stop }
}

test('P0 it opens once, where the session has ended', async () => {
  const { clock, log, end } = bench()
  assert.equal(log, [])
  end()
  assert.equal(log, ['0 navigateTo /pages/login/login'])
  await clock.advance(60_000)
  assert.equal([log.length, clock.pending], [1, 0])
})

test('P0 it opens after the delay, in which a toast says why', async () => {
  const { clock, log, end } = bench({ delayMs: 2_000 })
  end()
  await clock.advance(1_999)
  assert.equal(log, [])
  await clock.advance(1)
  assert.equal(log, ['2000 navigateTo /pages/login/login'])
  await clock.advance(60_000)
  assert.equal([log.length, clock.pending], [1, 0])
})

test('P0 a page that cannot do without a session opens it, and never twice', async () => {
  const { clock, log, pages, open, end, signIn } = bench()
  open()
  open()
  end()
  assert.equal(log, ['0 navigateTo /pages/login/login'])
  await clock.advance(1_000)
  pages.push({ route: 'pages/login/login' })
  open()
  assert.is(log.length, 1)
  // Back from it, without having signed in.
  pages.pop()
  open()
  assert.is(log.length, 2)
  await clock.advance(1_000)
  signIn()
  open()
  assert.equal([log.length, clock.pending], [2, 0])
})

test('P0 its query is opened with it', () => {
  const { log, end, stop } = bench({ url: '/pages/login/login?from=/a?b' })
  end()
  assert.equal(log, ['0 navigateTo /pages/login/login?from=/a?b'])
  stop()
})

for (const delayMs of [0, 2_000]) {
  for (const where of ['top', 'below'] as const) {
    test(`P0 it does not open where it is open: ${where}, delay ${delayMs}`, async () => {
      const { clock, log, pages, end } = bench({ delayMs, url: `${url}?from=a` })
      pages.push({ route: 'pages/login/login' }, {})
      if (where === 'below') pages.push({ route: 'pages/terms/terms' })
      end()
      await clock.advance(5_000)
      assert.equal([log, clock.pending], [[], 0])
      // Whoever has left it is led there again.
      pages.length = 1
      end()
      await clock.advance(5_000)
      assert.is(log.length, 1)
    })
  }
}

test('P0 a page of almost the same name is another', () => {
  const { log, pages, end, stop } = bench()
  pages.push({ route: 'pages/login/login2' }, { route: 'sub/pages/login/login' })
  end()
  assert.is(log.length, 1)
  stop()
})

test('P0 it does not open where it was opened in the delay', async () => {
  const { clock, log, pages, end } = bench({ delayMs: 2_000 })
  end()
  await clock.advance(1_000)
  pages.push({ route: 'pages/login/login' })
  await clock.advance(5_000)
  assert.equal(log, [])
})

test('P0 it does not open where somebody has signed in meanwhile', async () => {
  const { clock, log, signIn, end } = bench({ delayMs: 2_000 })
  end()
  await clock.advance(1_000)
  signIn()
  await clock.advance(1_000)
  assert.equal([log, clock.pending], [[], 0])
  // And not having opened, it is ready for the next end at once.
  end()
  await clock.advance(2_000)
  assert.equal(log, ['4000 navigateTo /pages/login/login'])
  await clock.advance(1_000)
})

test('P0 a listener before it that signs in again keeps it closed', async () => {
  const { clock, log, listeners, session, signIn, end, stop } = bench()
  stop()
  listeners.add(signIn)
  const host = { navigateTo: () => log.push('opened'), reLaunch() {} }
  wxLoginPage(session, { url, host, clock })
  end()
  await clock.advance(5_000)
  assert.equal(log, [])
})

const reasonTable: ReadonlyArray<
  [reason: LogoutReason, given: LogoutReason[] | undefined, opens: boolean]
> = [
  ['rejected', undefined, true],
  ['absent', undefined, true],
  ['elsewhere', undefined, true],
  ['user', undefined, false],
  ['replaced', undefined, false],
  ['user', ['user'], true],
  ['rejected', ['user'], false],
  ['rejected', [], false],
]

for (const [reason, reasons, opens] of reasonTable) {
  const given = reasons === undefined ? 'by default' : `for [${reasons}]`
  test(`P0 an end that is \`${reason}\` ${opens ? 'leads' : 'does not lead'} there ${given}`, () => {
    const { log, end, stop } = bench(reasons ? { reasons } : {})
    end(reason)
    assert.is(log.length, opens ? 1 : 0)
    stop()
  })
}

test('P0 an end that does not lead there does not keep the next from it', () => {
  const { log, end, stop } = bench()
  end('user')
  end('rejected')
  assert.is(log.length, 1)
  stop()
})

test('P0 a second end opens nothing, in the delay and while the page opens', async () => {
  const { clock, log, end } = bench({ delayMs: 2_000 })
  end()
  await clock.advance(1_000)
  end()
  await clock.advance(1_000)
  end()
  await clock.advance(999)
  end()
  await clock.advance(10_000)
  assert.equal(log, ['2000 navigateTo /pages/login/login'])
})

test('P0 it opens again for an end after that', async () => {
  const { clock, log, pages, signIn, end } = bench()
  end()
  pages.push({ route: 'pages/login/login' })
  await clock.advance(1_000)
  signIn()
  pages.pop()
  end()
  await clock.advance(1_000)
  assert.equal(
    log,
    [0, 1_000].map(at => `${at} navigateTo /pages/login/login`),
  )
})

test('P0 where ten pages are open, it opens instead of them', async () => {
  const { log, end, stop } = bench({}, asked => asked.fail?.())
  end()
  assert.equal(log, ['0 navigateTo /pages/login/login', '0 reLaunch /pages/login/login'])
  stop()
})

test('T05 by default it asks the global `wx` and `getCurrentPages`, at each use', async () => {
  const { session, end } = fakeSession()
  const clock = manualClock()
  const { stop } = wxLoginPage(session, { url, clock })
  const log: string[] = []
  const wx = { navigateTo: (asked: Asked) => log.push(asked.url), reLaunch() {} }
  await withGlobalWx(wx, async () => {
    end()
    await clock.advance(1_000)
    assert.equal(log, [url])
    Object.assign(globalThis, { getCurrentPages: () => [{ route: url.slice(1) }] })
    end()
    assert.equal(log, [url])
    Reflect.deleteProperty(globalThis, 'getCurrentPages')
    end()
    assert.equal(log, [url, url])
  })
  stop()
})

test('T05 the clock of the host is the default', async () => {
  const { session, end, signIn } = fakeSession()
  const { setTimeout, clearTimeout } = globalThis
  const clock = manualClock()
  Object.assign(globalThis, {
    setTimeout: clock.setTimeout,
    clearTimeout: clock.clearTimeout,
  })
  try {
    wxLoginPage(session, { url, delayMs: 2_000 })
    end()
    signIn()
    assert.is(clock.pending, 1)
    await clock.advance(2_000)
    assert.is(clock.pending, 0)
  } finally {
    Object.assign(globalThis, { setTimeout, clearTimeout })
  }
})

const failing = (name: string) => () => {
  throw new Error(`${name} failed`)
}
const rejecting = (name: string) => (asked: Asked) => {
  asked.fail?.()
  return Promise.reject({ errMsg: `${name}:fail` })
}

const faults: Record<string, Options> = {
  'a host that throws': {
    host: { navigateTo: failing('navigateTo'), reLaunch: failing('reLaunch') },
  },
  'a host whose promises reject besides `fail`': {
    host: { navigateTo: rejecting('navigateTo'), reLaunch: rejecting('reLaunch') },
  },
  'a host whose promise alone rejects': {
    host: { navigateTo: () => Promise.reject(new Error('no')), reLaunch() {} },
  },
  'a host that fails and then throws': {
    host: { navigateTo: asked => asked.fail?.(), reLaunch: failing('reLaunch') },
  },
  'no host at all': { host: undefined as never },
  'pages that cannot be asked': { getCurrentPages: failing('getCurrentPages') as never },
  'pages that are none': { getCurrentPages: () => [null] as never },
}

for (const [name, options] of Object.entries(faults)) {
  for (const delayMs of [0, 2_000]) {
    test(`K10 K21 ${name} hurts neither the session nor a timer: delay ${delayMs}`, async () => {
      const { clock, end } = bench({ delayMs, ...options })
      end()
      await drain()
      // A timer that throws would reject this.
      await clock.advance(5_000)
      end()
      await clock.advance(5_000)
      assert.is(clock.pending, 0)
    })
  }
}

test('K10 K21 a session that cannot say who is signed in hurts nobody', () => {
  const { session, end } = fakeSession()
  const broken = { ...session, credential: failing('credential') }
  wxLoginPage(broken, { url, host: { navigateTo() {}, reLaunch() {} } })
  end()
})

test('P0 a host that fell over once is asked again', async () => {
  let times = 0
  const { clock, log, end } = bench({}, () => {
    times += 1
    if (times === 1) throw new Error('not yet')
  })
  end()
  await clock.advance(1_000)
  end()
  assert.is(log.length, 2)
  await clock.advance(1_000)
})

test('P0 what it returns stops it, and leaves no timer', async () => {
  for (const waited of [0, 1_000, 2_500]) {
    const { clock, log, end, stop, listeners } = bench({ delayMs: 2_000 })
    end()
    await clock.advance(waited)
    stop()
    stop()
    assert.equal([clock.pending, listeners.size], [0, 0])
    const opened = log.length
    end()
    await clock.advance(5_000)
    assert.equal([log.length, opened], [opened, waited > 2_000 ? 1 : 0])
  }
  const { clock, listeners, stop } = bench()
  stop()
  assert.equal([clock.pending, listeners.size], [0, 0])
})

test('K06 two sessions have each their own', () => {
  const one = bench()
  const two = bench()
  one.end()
  assert.equal([one.log.length, two.log.length], [1, 0])
  one.stop()
  two.stop()
})

const aTime = '`delayMs` must be a number of ms from 0 to 2147483647'
const refused: ReadonlyArray<[options: unknown, message: string]> = [
  [undefined, 'takes an object of options'],
  [{}, 'needs the option `url`'],
  ...[
    '',
    'pages/login/login',
    '//host/login',
    'https://a.test',
    '/',
    5,
    ['/pages/a'],
  ].map((wrong): [unknown, string] => [{ url: wrong }, '`url` must be a path from `/`']),
  ...[-1, Number.NaN, Infinity, 2 ** 31, '5', null, true, []].map(
    (wrong): [unknown, string] => [{ url, delayMs: wrong }, aTime],
  ),
  ...['rejected', [5], ['rejectd'], ['user', 'logout']].map(
    (wrong): [unknown, string] => [
      { url, reasons: wrong },
      '`reasons` must be a list of rejected, user, replaced, elsewhere, absent',
    ],
  ),
  ...[null, 'wx', {}, { navigateTo() {} }].map((wrong): [unknown, string] => [
    { url, host: wrong },
    '`host` must be an object with `navigateTo`, `reLaunch`',
  ]),
  [{ url, getCurrentPages: [] }, '`getCurrentPages` must be a function'],
  [{ url, clock: {} }, '`clock` must be a clock: `now`, `setTimeout` and `clearTimeout`'],
  [
    { url, delay: 5 },
    'knows no option `delay`; it has: url, delayMs, reasons, host, getCurrentPages, clock',
  ],
]

for (const [options, message] of refused) {
  test(`K32 it is refused when it is made: ${message} (${JSON.stringify(options)})`, () => {
    const { session, listeners } = fakeSession()
    assert.throws(
      () => wxLoginPage(session, options as LoginPageOptions),
      (error: Error) =>
        error instanceof TypeError && error.message === `[wxLoginPage] ${message}`,
    )
    assert.is(listeners.size, 0)
  })
}

test('K32 what is no session is refused', () => {
  const { on, credential } = fakeSession().session
  for (const wrong of [undefined, null, {}, { on }, { credential }]) {
    assert.throws(
      () => wxLoginPage(wrong as SessionEnds, { url }),
      (error: Error) =>
        error instanceof TypeError &&
        error.message === '[wxLoginPage] takes a session, as `createSession` makes one',
    )
  }
})

test('K04 K32 frozen options, and `undefined` for what is left out, are good', () => {
  const { session } = fakeSession()
  const all = ['rejected', 'user', 'replaced', 'elsewhere', 'absent'] as const
  const left = { delayMs: undefined, host: undefined, clock: undefined }
  for (const reasons of [undefined, Object.freeze([]), Object.freeze(all)]) {
    const options = { url, ...left, getCurrentPages: undefined, reasons }
    wxLoginPage(session, Object.freeze(options)).stop()
  }
})

test('P0 after a stop, or in the delay, it can still be opened', async () => {
  const { clock, log, open, end, stop } = bench({ delayMs: 2_000 })
  end()
  open()
  assert.equal(log, ['0 navigateTo /pages/login/login'])
  await clock.advance(5_000)
  assert.equal([log.length, clock.pending], [1, 0])
  end()
  stop()
  open()
  assert.is(log.length, 2)
  await clock.advance(5_000)
  assert.equal([log.length, clock.pending], [2, 0])
})

test.run()
