import type { ManualClock } from '@allium/testing'
import fc from 'fast-check'
import * as assert from 'uvu/assert'
import {
  type LoadingLook,
  type LoadingView,
  Screen,
  type ScreenTimes,
} from '../src/screen'
import { quietClock, quietSuite } from './helpers'

const test = quietSuite('screen')

const none: ScreenTimes = { delayMs: 0, minMs: 0, bridgeMs: 0, toastMs: 2_000 }

/** A screen that writes down what it is told and when. */
function bench(times: Partial<ScreenTimes> = {}, act: () => unknown = () => {}) {
  const clock = quietClock()
  const log: string[] = []
  const tell = (words: string) => {
    log.push(`${clock.now()} ${words}`)
    return act()
  }
  const view: LoadingView = {
    show: ({ title = 'plain', mask } = {}) => tell(`show ${title}${mask ? ' mask' : ''}`),
    hide: () => tell('hide'),
    toast: (text, ms) => tell(`toast ${text} ${ms}`),
  }
  const screen = new Screen(view, { ...none, ...times }, clock)
  return { screen, clock, log }
}

/** Wants the loading, until what it gives is called. */
function want(screen: Screen, look: LoadingLook): () => void {
  screen.want(look)
  return () => screen.leave()
}

/** All lists with one value from each choice. */
function product<T>(...choices: ReadonlyArray<readonly T[]>): T[][] {
  return choices.reduce<T[][]>(
    (lists, values) => lists.flatMap(list => values.map(value => [...list, value])),
    [[]],
  )
}

interface Stay {
  readonly from: number
  readonly to: number
}

/** What is seen of requests that follow one another, said without a timer. */
function expected(requests: readonly Stay[], times: ScreenTimes): string[] {
  const seen: Stay[] = []
  for (const { from, to } of requests) {
    const last = seen[seen.length - 1]
    if (last !== undefined && from < last.to) {
      seen[seen.length - 1] = {
        from: last.from,
        to: Math.max(last.to, to + times.bridgeMs),
      }
    } else if (to - from >= times.delayMs) {
      const shownAt = from + times.delayMs
      seen.push({
        from: shownAt,
        to: Math.max(shownAt + times.minMs, to + times.bridgeMs),
      })
    }
  }
  return seen.flatMap(({ from, to }) => [`${from} show plain`, `${to} hide`])
}

async function play(requests: readonly Stay[], times: ScreenTimes): Promise<string[]> {
  const { screen, clock, log } = bench(times)
  for (const { from, to } of requests) {
    await clock.advance(from - clock.now())
    const release = want(screen, {})
    await clock.advance(to - from)
    release()
  }
  await clock.advance(10_000)
  return log
}

for (const [delayMs = 0, minMs = 0, bridgeMs = 0] of product(
  [0, 300],
  [0, 500],
  [0, 50],
)) {
  const times = { ...none, delayMs, minMs, bridgeMs }
  const name = `delay ${delayMs}, minimum ${minMs}, bridge ${bridgeMs}`

  test(`L01 ${name}: one request of any length`, async () => {
    for (const length of [0, 1, 100, 299, 300, 301, 700, 800, 1_000]) {
      const requests = [{ from: 0, to: length }]
      assert.equal(await play(requests, times), expected(requests, times), `${length} ms`)
    }
  })

  test(`L01 ${name}: three requests with any gap between`, async () => {
    for (const [length = 0, gap = 0] of product(
      [0, 100, 299, 300, 400],
      [1, 20, 49, 50, 51, 200, 600],
    )) {
      const requests = [0, 1, 2].map(index => {
        const from = index * (length + gap)
        return { from, to: from + length }
      })
      const said = `${length} ms, ${gap} ms apart`
      assert.equal(await play(requests, times), expected(requests, times), said)
    }
  })
}

test('L01 a request that is shorter than the delay shows nothing', async () => {
  const { screen, clock, log } = bench({ delayMs: 300 })
  const release = want(screen, {})
  await clock.advance(299)
  release()
  assert.is(clock.pending, 0)
  await clock.advance(1_000)
  assert.equal(log, [])
})

test('L01 the delay counts from the first that wants it, whoever is left', async () => {
  const { screen, clock, log } = bench({ delayMs: 300 })
  const first = want(screen, { title: 'first' })
  await clock.advance(200)
  const second = want(screen, { title: 'second' })
  first()
  await clock.advance(100)
  assert.equal(log, ['300 show first'])
  second()
  assert.equal(log, ['300 show first', '300 hide'])
})

test('L01 a bridge reaches over the gap, and the look of the first stays', async () => {
  const { screen, clock, log } = bench({ delayMs: 100, bridgeMs: 50 })
  const first = want(screen, { title: 'first', mask: true })
  await clock.advance(100)
  first()
  await clock.advance(49)
  const second = want(screen, { title: 'second' })
  await clock.advance(1_000)
  second()
  await clock.advance(49)
  assert.equal(log, ['100 show first mask'])
  await clock.advance(1)
  assert.equal(log, ['100 show first mask', '1199 hide'])
})

test('L01 what is shown stays its minimum, and no longer', async () => {
  const { screen, clock, log } = bench({ minMs: 500 })
  want(screen, {})()
  await clock.advance(499)
  assert.equal(log, ['0 show plain'])
  await clock.advance(1)
  assert.equal(log, ['0 show plain', '500 hide'])
  const release = want(screen, {})
  await clock.advance(600)
  release()
  assert.equal(log.slice(2), ['500 show plain', '1100 hide'])
})

test('L03 a look of one’s own goes to the view; the next has another', async () => {
  const { screen, log } = bench()
  want(screen, { title: 'one', mask: true })()
  want(screen, {})()
  assert.equal(log, ['0 show one mask', '0 hide', '0 show plain', '0 hide'])
})

test('L02 a toast waits until the loading is gone', async () => {
  const { screen, clock, log } = bench()
  const first = want(screen, {})
  const second = want(screen, {})
  first()
  screen.tell('sorry')
  await clock.advance(700)
  assert.equal(log, ['0 show plain'])
  second()
  assert.equal(log, ['0 show plain', '700 hide', '700 toast sorry 2000'])
  await clock.advance(2_000)
})

test('L02 a toast cuts a bridge, whether it comes before it or in it', async () => {
  const { screen, clock, log } = bench({ bridgeMs: 50 })
  want(screen, {})()
  await clock.advance(20)
  screen.tell('sorry')
  assert.equal(log, ['0 show plain', '20 hide', '20 toast sorry 2000'])
  await clock.advance(2_000)
  const release = want(screen, {})
  screen.tell('again')
  release()
  assert.equal(log.slice(3), ['2020 show plain', '2020 hide', '2020 toast again 2000'])
  await clock.advance(2_000)
  assert.is(clock.pending, 0)
})

test('L02 a toast does not cut the minimum', async () => {
  const { screen, clock, log } = bench({ minMs: 500, bridgeMs: 50 })
  want(screen, {})()
  screen.tell('sorry')
  await clock.advance(499)
  assert.equal(log, ['0 show plain'])
  await clock.advance(1)
  assert.equal(log, ['0 show plain', '500 hide', '500 toast sorry 2000'])
  await clock.advance(2_000)
})

test('L02 a loading wanted in the minimum stays, and the toast after it', async () => {
  const { screen, clock, log } = bench({ minMs: 500, bridgeMs: 50 })
  want(screen, {})()
  screen.tell('sorry')
  await clock.advance(100)
  const release = want(screen, {})
  await clock.advance(900)
  assert.equal(log, ['0 show plain'])
  release()
  assert.equal(log.slice(1), ['1000 hide', '1000 toast sorry 2000'])
  await clock.advance(2_000)
})

test('L02 a loading that follows waits until the toast has stood its time', async () => {
  const { screen, clock, log } = bench({ delayMs: 300 })
  screen.tell('sorry')
  await clock.advance(1_000)
  const first = want(screen, {})
  await clock.advance(999)
  assert.equal(log, ['0 toast sorry 2000'])
  await clock.advance(1)
  assert.equal(log, ['0 toast sorry 2000', '2000 show plain'])
  first()
})

test('L02 its delay may outlast the toast, and it may be over before', async () => {
  const { screen, clock, log } = bench({ delayMs: 300 })
  screen.tell('sorry')
  await clock.advance(500)
  want(screen, {})()
  await clock.advance(1_400)
  const late = want(screen, {})
  await clock.advance(1_000)
  late()
  assert.equal(log, ['0 toast sorry 2000', '2200 show plain', '2900 hide'])
})

test('L02 a toast may come before a loading’s delay is over', async () => {
  const { screen, clock, log } = bench({ delayMs: 300, toastMs: 100 })
  const release = want(screen, {})
  screen.tell('sorry')
  await clock.advance(300)
  release()
  assert.equal(log, ['0 toast sorry 100', '300 show plain', '300 hide'])
})

test('L02 the same words are said once while they stand or wait', async () => {
  const { screen, clock, log } = bench()
  const release = want(screen, {})
  screen.tell('sorry')
  screen.tell('sorry')
  release()
  await clock.advance(1_999)
  screen.tell('sorry')
  await clock.advance(1)
  assert.equal(log, ['0 show plain', '0 hide', '0 toast sorry 2000'])
  screen.tell('sorry')
  assert.equal(log.slice(3), ['2000 toast sorry 2000'])
  await clock.advance(2_000)
})

test('L02 other words replace those that stand, and stand their own time', async () => {
  const { screen, clock, log } = bench()
  screen.tell('one')
  await clock.advance(1_500)
  screen.tell('two')
  const release = want(screen, {})
  await clock.advance(2_000)
  release()
  assert.equal(log, [
    '0 toast one 2000',
    '1500 toast two 2000',
    '3500 show plain',
    '3500 hide',
  ])
})

test('L02 of words that wait the last are said', async () => {
  const { screen, clock, log } = bench()
  const release = want(screen, {})
  screen.tell('one')
  screen.tell('two')
  release()
  assert.equal(log, ['0 show plain', '0 hide', '0 toast two 2000'])
  await clock.advance(2_000)
})

test('L02 one toast of no time keeps nothing waiting', () => {
  const { screen, log } = bench({ toastMs: 0 })
  screen.tell('sorry')
  want(screen, {})()
  assert.equal(log, ['0 toast sorry 0', '0 show plain', '0 hide'])
})

const faults: Record<string, () => unknown> = {
  'that throws': () => {
    throw new Error('no screen')
  },
  'whose promise rejects': () => Promise.reject(new Error('no screen')),
  'whose thenable throws': () =>
    Object.defineProperty({}, 'then', {
      get() {
        throw new Error('no screen')
      },
    }),
}

for (const [name, act] of Object.entries(faults)) {
  test(`K10 L01 a view ${name} is told all the same, and disturbs nobody`, async () => {
    const { screen, clock, log } = bench({ minMs: 100 }, act)
    want(screen, {})()
    screen.tell('sorry')
    await clock.advance(2_100)
    want(screen, {})()
    await clock.advance(100)
    assert.equal(log, [
      '0 show plain',
      '100 hide',
      '100 toast sorry 2000',
      '2100 show plain',
      '2200 hide',
    ])
  })
}

test('L02 a view that cannot toast is not asked to', async () => {
  const clock = quietClock()
  const screen = new Screen({ show() {}, hide() {} }, none, clock)
  screen.tell('sorry')
  await clock.advance(2_000)
})

test('L01 L02 a view that makes a request of its own never gets one call in another', async () => {
  const clock = quietClock()
  const log: string[] = []
  const queue = [() => {}]
  const entered = (name: string) => () => {
    log.push(`> ${name}`)
    queue.shift()?.()
    log.push(`< ${name}`)
  }
  const view = { show: entered('show'), hide: entered('hide'), toast: entered('toast') }
  const screen = new Screen(view, none, clock)
  let release = () => {}
  queue.splice(
    0,
    1,
    () => want(screen, {})(), // in show, a request that is over at once
    () => {
      release = want(screen, {}) // in hide, one that stays
    },
  )
  want(screen, {})()
  assert.equal(log.splice(0), [
    '> show',
    '< show',
    '> hide',
    '< hide',
    '> show',
    '< show',
  ])
  queue.push(() => screen.tell('sorry'))
  release()
  assert.equal(log.splice(0), ['> hide', '< hide', '> toast', '< toast'])
  await clock.advance(2_000)
  queue.push(() => {
    release = want(screen, {}) // in toast: it waits like any other
  })
  screen.tell('again')
  assert.equal(log.splice(0), ['> toast', '< toast'])
  await clock.advance(1_999)
  assert.equal(log, [])
  await clock.advance(1)
  release()
  assert.equal(log, ['> show', '< show', '> hide', '< hide'])
})

type Step =
  | { readonly do: 'want' }
  | { readonly do: 'release'; readonly which: number }
  | { readonly do: 'tell'; readonly text: string }
  | { readonly do: 'advance'; readonly ms: number }

const aStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('want' as const) }),
  fc.record({ do: fc.constant('release' as const), which: fc.nat(9) }),
  fc.record({ do: fc.constant('tell' as const), text: fc.constantFrom('a', 'b', 'c') }),
  fc.record({
    do: fc.constant('advance' as const),
    ms: fc.constantFrom(1, 9, 10, 11, 30, 100, 250),
  }),
)

const aTime = fc.constantFrom(0, 10, 30, 100)

const someTimes: fc.Arbitrary<ScreenTimes> = fc.record({
  delayMs: aTime,
  minMs: aTime,
  bridgeMs: aTime,
  toastMs: aTime,
})

/** What must hold of a screen at each call, whatever the program; it throws where not. */
function watched(clock: ManualClock, times: ScreenTimes, fault: () => unknown) {
  const state = {
    wanting: 0,
    wantedAt: 0,
    endedAt: 0,
    shownAt: undefined as number | undefined,
    waiting: undefined as string | undefined,
    standing: '',
    standsUntil: 0,
    faults: [] as string[],
  }
  const must = (holds: boolean, words: string) => {
    if (!holds) state.faults.push(`at ${clock.now()}: ${words}`)
  }
  const stands = () => clock.now() < state.standsUntil
  const view: Required<LoadingView> = {
    show() {
      must(state.shownAt === undefined, 'two shows without a hide between')
      must(!stands(), 'a show while a toast stands')
      must(state.waiting === undefined, 'a show before what is to be said')
      must(state.wanting > 0, 'a show that nobody wants')
      must(clock.now() >= state.wantedAt + times.delayMs, 'a show before the delay')
      state.shownAt = clock.now()
      return fault()
    },
    hide() {
      const { shownAt = Infinity } = state
      must(state.shownAt !== undefined, 'a hide of what is not shown')
      must(state.wanting === 0, 'a hide of what is wanted')
      must(clock.now() >= shownAt + times.minMs, 'a hide before the minimum')
      const bridged = clock.now() >= state.endedAt + times.bridgeMs
      must(bridged || state.waiting !== undefined, 'a hide in the bridge')
      state.shownAt = undefined
      return fault()
    },
    toast(text, ms) {
      must(state.shownAt === undefined, 'a toast over a loading')
      must(text === state.waiting, `a toast ${text} where ${state.waiting} is to be said`)
      must(ms === times.toastMs, 'a toast of another time')
      Object.assign(state, { waiting: undefined, standing: text })
      state.standsUntil = clock.now() + times.toastMs
      return fault()
    },
  }
  /** What must hold once all that fell due has run. */
  const settled = () => {
    const { wanting, shownAt, waiting, wantedAt, endedAt } = state
    const delayed = clock.now() < wantedAt + times.delayMs
    if (wanting > 0 && !delayed && !stands()) must(shownAt !== undefined, 'not shown')
    const kept =
      shownAt !== undefined &&
      clock.now() < Math.max(shownAt + times.minMs, endedAt + times.bridgeMs)
    if (wanting === 0 && !kept) must(shownAt === undefined, 'not hidden')
    if (shownAt === undefined) must(waiting === undefined, 'not said')
  }
  return { state, view, stands, settled }
}

/** Runs a program, then lets go of everything and lets all time pass. */
async function run(
  program: readonly Step[],
  times: ScreenTimes,
  fault: () => unknown,
): Promise<void> {
  const clock = quietClock()
  const { state, view, stands, settled } = watched(clock, times, fault)
  const screen = new Screen(view, times, clock)
  const releases: Array<() => void> = []
  const release = (which: number) => {
    const [free] = releases.splice(which % Math.max(1, releases.length), 1)
    if (free === undefined) return
    state.wanting -= 1
    if (state.wanting === 0) state.endedAt = clock.now()
    free()
  }
  for (const step of program) {
    if (step.do === 'want') {
      state.wanting += 1
      if (state.wanting === 1) state.wantedAt = clock.now()
      releases.push(want(screen, {}))
    } else if (step.do === 'release') release(step.which)
    else if (step.do === 'advance') await clock.advance(step.ms)
    else {
      const known =
        step.text === state.waiting || (stands() && step.text === state.standing)
      if (!known) state.waiting = step.text
      screen.tell(step.text)
    }
    settled()
  }
  while (releases.length > 0) release(0)
  await clock.advance(10_000)
  settled()
  assert.equal(state.faults, [])
  assert.equal([state.shownAt, state.waiting, clock.pending], [undefined, undefined, 0])
}

test('L01 L02 whatever the program, loading and toast never get in each other’s way', async () => {
  const someFaults = fc.constantFrom(() => undefined, ...Object.values(faults))
  await fc.assert(
    fc.asyncProperty(
      fc.array(aStep, { maxLength: 30, size: 'max' }),
      someTimes,
      someFaults,
      run,
    ),
    { numRuns: 500 },
  )
})

test.run()
