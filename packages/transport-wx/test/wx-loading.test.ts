import { createClient, type LoadingOptions, loading } from '@allium/core'
import {
  createNodeWx,
  type Deferred,
  deferred,
  drain,
  fakeTransport,
  type ManualClock,
  manualClock,
  type ScreenControl,
  type ScreenEntry,
} from '@allium/testing'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type ScreenHost, type WxLoadingOptions, wxLoading } from '../src/index'
import { quiet, rejection, withGlobalWx } from './helpers'

const test = suite('wxLoading')
test.after.each(quiet)

type Answers = Record<string, Deferred<{ status?: number }>>

/** A client with this loading on a clock that stands still; the test gives the answers. */
function bench(
  options: WxLoadingOptions,
  clock: ManualClock = manualClock(),
  times: LoadingOptions = {},
) {
  const answers: Answers = {}
  const transport = fakeTransport(({ url }) => {
    const answer = deferred<{ status?: number }>()
    answers[url.replace('https://api.test', '')] = answer
    return answer.promise
  })
  const client = createClient({ baseURL: 'https://api.test', transport, clock })
  const layer = loading(wxLoading(options), { clock, ...times })
  return { client: client.use(layer), answers, clock }
}

/** A host on a clock that stands still. */
function nodeScreen(baseLibrary?: string) {
  const clock = manualClock()
  const host = createNodeWx({ now: clock.now, timers: clock, baseLibrary })
  return { ...host, clock }
}

const usual = { event: 'showLoading', title: '加载中', mask: false }

test('L01 it shows with title and mask, and hides without touching a toast', () => {
  const { wx, screen } = nodeScreen()
  const view = wxLoading({ title: '请稍候', mask: true, host: wx })
  view.show()
  assert.equal(screen.visible, { kind: 'loading', title: '请稍候' })
  view.hide()
  assert.is(screen.visible, undefined)
  assert.equal(screen.timeline, [
    { at: 0, event: 'showLoading', title: '请稍候', mask: true },
    { at: 0, event: 'hideLoading', noConflict: true },
  ])
})

test('L01 the title is 加载中 and nothing is masked where nobody says otherwise', () => {
  const { wx, screen } = nodeScreen()
  wxLoading({ host: wx }).show()
  assert.equal(screen.timeline, [
    { at: 0, event: 'showLoading', title: '加载中', mask: false },
  ])
})

test('L03 a look of one’s own goes before the usual one, part by part', () => {
  const { wx, screen } = nodeScreen()
  const view = wxLoading({ title: '请稍候', mask: true, host: wx })
  view.show({ title: '保存中' })
  view.show({ mask: false })
  // As JavaScript callers write it; the types refuse it.
  view.show({ title: undefined, success: 'not for the host' } as never)
  view.show({})
  assert.equal(
    screen.timeline.map(({ title, mask }) => [title, mask]),
    [
      ['保存中', true],
      ['请稍候', false],
      ['请稍候', true],
      ['请稍候', true],
    ],
  )
})

test('L03 a host is told the title, the mask and where to complain, and nothing else', () => {
  const told: string[][] = []
  const tell = (options: object) => void told.push(Object.keys(options))
  const host: ScreenHost = { showLoading: tell, hideLoading: tell, showToast: tell }
  const view = wxLoading({ host })
  view.show({ title: 'a', icon: 'none' } as never)
  view.hide()
  view.toast?.('b', 5)
  assert.equal(told, [
    ['title', 'mask', 'fail'],
    ['noConflict', 'fail'],
    ['title', 'icon', 'duration', 'fail'],
  ])
})

test('L02 a toast has no icon, so that WeChat does not cut it', () => {
  const { wx, screen, dispose } = nodeScreen()
  wxLoading({ host: wx }).toast?.('请求数据失败，请稍后重试。', 2_000)
  const toast = { title: '请求数据失败，请稍后重试。', icon: 'none', duration: 2_000 }
  assert.equal(screen.timeline, [{ at: 0, event: 'showToast', ...toast }])
  dispose()
})

test('L01 two overlapping requests show once and hide once, after a bridge', async () => {
  const { wx, screen, clock } = nodeScreen()
  const { client, answers } = bench({ host: wx }, clock)
  const first = client.get('/a')
  await clock.advance(10)
  const second = client.get('/b')
  await clock.advance(10)
  answers['/a']?.resolve({})
  await first
  await clock.advance(10)
  answers['/b']?.reject(new Error('network'))
  await second.catch(() => {})
  await clock.advance(100)
  assert.equal(screen.timeline, [
    { at: 0, ...usual },
    { at: 80, event: 'hideLoading', noConflict: true },
  ])
})

test('L01 hiding the loading does not hide a toast', async () => {
  const { wx, screen, clock, dispose } = nodeScreen()
  const { client, answers } = bench({ host: wx }, clock)
  const call = client.get('/a')
  await drain()
  wx.showToast({ title: 'saved', icon: 'none' })
  answers['/a']?.resolve({})
  await call
  await clock.advance(50)
  assert.equal(
    screen.timeline.map(({ event }) => event),
    ['showLoading', 'showToast', 'hideLoading'],
  )
  assert.equal(screen.visible, { kind: 'toast', title: 'saved' })
  dispose()
})

test('L01 K10 a hide that finds nothing to hide is no rejection of anybody', async () => {
  const { wx } = nodeScreen()
  wxLoading({ host: wx }).hide()
  await drain()
})

/** A host of which each function is this. */
function hostOf(act: (name: string, options: { fail?(): void }) => unknown): ScreenHost {
  return {
    showLoading: options => act('showLoading', options),
    hideLoading: options => act('hideLoading', options),
    showToast: options => act('showToast', options),
  }
}

test('K10 Taro’s promise, which rejects besides `fail`, is heard by nobody', async () => {
  const log: string[] = []
  const host = hostOf((name, options) => {
    log.push(`${name} ${typeof options.fail}`)
    options.fail?.()
    return Promise.reject({ errMsg: `${name}:fail` })
  })
  const { client, answers, clock } = bench({ host }, manualClock(), { errorToast: 'x' })
  const call = client.get('/a')
  await drain()
  answers['/a']?.resolve({ status: 500 })
  assert.is((await rejection(call)).code, 'status')
  await clock.advance(2_000)
  assert.equal(log, [
    'showLoading function',
    'hideLoading function',
    'showToast function',
  ])
})

test('L01 L02 K10 a host that throws does not fail a request, nor change its error', async () => {
  const log: string[] = []
  const host = hostOf(name => {
    log.push(name)
    throw new Error(name)
  })
  const { client, answers, clock } = bench({ host }, manualClock(), { errorToast: 'x' })
  const call = client.get('/a')
  await drain()
  answers['/a']?.resolve({ status: 201 })
  assert.is((await call).status, 201)
  await clock.advance(50)
  const failed = client.get('/b')
  await drain()
  answers['/b']?.resolve({ status: 404 })
  assert.is((await rejection(failed)).code, 'status')
  await clock.advance(2_000)
  assert.equal(log.slice(0, 2), ['showLoading', 'hideLoading'])
  assert.equal(log.slice(2), ['showLoading', 'hideLoading', 'showToast'])
})

test('L01 T05 a host that is missing, or cannot show, does not fail a request', async () => {
  const { client, answers, clock } = bench({})
  for (const wx of [undefined, {}]) {
    const status = await withGlobalWx(wx, async () => {
      const call = client.get('/a')
      await drain()
      answers['/a']?.resolve({})
      const { status } = await call
      await clock.advance(50)
      return status
    })
    assert.is(status, 200)
  }
})

test('T05 the global `wx` is looked up at each use', async () => {
  const { wx, screen } = nodeScreen()
  const view = wxLoading()
  assert.throws(() => view.show(), /no global `wx`/)
  await withGlobalWx(wx, () => view.show())
  assert.is(screen.visible?.kind, 'loading')
})

test('K32 wrong options throw when the view is made', () => {
  const refused: ReadonlyArray<[unknown, RegExp]> = [
    [{ title: 5 }, /^\[wxLoading\] `title` must be a text$/],
    [{ mask: 'yes' }, /^\[wxLoading\] `mask` must be true or false$/],
    [{ host: null }, /^\[wxLoading\] `host` must be an object with/],
    [{ host: 'wx' }, /^\[wxLoading\] `host` must be an object with/],
    [
      { host: { showLoading() {} } },
      /^\[wxLoading\] `host` must be an object with `showLoading`, `hideLoading`, `showToast`$/,
    ],
    [
      { host: { showLoading() {}, hideLoading() {} } },
      /^\[wxLoading\] `host` must be an object with `showLoading`, `hideLoading`, `showToast`$/,
    ],
    [{ delay: 5 }, /^\[wxLoading\] knows no option `delay`; it has: title, mask, host$/],
  ]
  for (const [options, message] of refused) {
    assert.throws(
      () => wxLoading(options as WxLoadingOptions),
      (error: Error) => error instanceof TypeError && message.test(error.message),
    )
  }
  wxLoading({ host: hostOf(() => {}) })
})

/** The start or the end of a request; the one of `c` fails, and is told. */
type Moment = `${'a' | 'b' | 'c'}${'+' | '-'}`

/** Every order of the moments in which each request starts before it ends. */
function orders(left: readonly Moment[]): Moment[][] {
  if (left.length === 0) return [[]]
  const isNext = (moment: Moment) =>
    moment.endsWith('+') || !left.includes(moment.replace('-', '+') as Moment)
  return left.filter(isNext).flatMap(moment => {
    const rest = orders(left.filter(each => each !== moment))
    return rest.map(order => [moment, ...order])
  })
}

const everyOrder = orders(['a+', 'a-', 'b+', 'b-', 'c+', 'c-'])

const TOAST_MS = 2_000

interface Course {
  readonly times: LoadingOptions
  /** Between one moment and the next, in ms. */
  readonly gap: number
  /** One without `noConflict` hides a toast with the loading. */
  readonly baseLibrary: string | undefined
}

/** Plays the moments on the Node `wx` until all is over. */
async function play(order: readonly Moment[], course: Course): Promise<ScreenControl> {
  const { wx, screen, clock, dispose } = nodeScreen(course.baseLibrary)
  const times = { errorToast: 'sorry', toastMs: TOAST_MS, ...course.times }
  const { client, answers } = bench({ host: wx }, clock, times)
  const calls: Array<Promise<unknown>> = []
  for (const moment of order) {
    const url = `/${moment[0]}`
    if (moment.endsWith('+')) {
      calls.push(client.get(url, { timeout: 600_000 }).catch(() => {}))
    } else {
      const isFailing = url === '/c'
      answers[url]?.resolve({ status: isFailing ? 500 : 200 })
    }
    await clock.advance(course.gap)
  }
  await Promise.all(calls)
  await clock.advance(60_000)
  assert.is(clock.pending, 0)
  dispose()
  return screen
}

/** What is wrong with what was seen; nothing where the two got on. */
function conflicts({ timeline, visible }: ScreenControl): string[] {
  const wrong: string[] = []
  let isLoading = false
  let toastedAt: number | undefined
  for (const { event, at } of timeline) {
    const must = (holds: boolean, words: string) => {
      if (!holds) wrong.push(`${event} at ${at}: ${words}`)
    }
    const stands = toastedAt !== undefined
    if (event === 'showLoading') {
      must(!isLoading, 'it is shown already')
      must(!stands, 'a toast stands')
      isLoading = true
    } else if (event === 'hideLoading') {
      must(isLoading, 'there is none')
      must(!stands, 'a toast stands')
      isLoading = false
    } else if (event === 'showToast') {
      must(!isLoading, 'a loading is shown')
      toastedAt = at
    } else if (event === 'toastExpired') {
      // It is recorded only of a toast that nothing has taken away or replaced.
      must(at === (toastedAt ?? 0) + TOAST_MS, 'it had not its time')
      toastedAt = undefined
    } else must(false, 'nobody asked for it')
  }
  const count = (name: ScreenEntry['event']) =>
    timeline.filter(({ event }) => event === name).length
  if (isLoading || visible !== undefined) wrong.push('something is left on the screen')
  if (count('showToast') !== 1) wrong.push(`${count('showToast')} toasts`)
  if (count('toastExpired') !== 1) wrong.push('the toast did not stand its time')
  return wrong
}

test('L01 L02 the orders are all there are, and each is one', () => {
  assert.is(everyOrder.length, 90)
  assert.is(new Set(everyOrder.map(String)).size, 90)
  for (const order of everyOrder) {
    for (const name of ['a', 'b', 'c'] as const) {
      assert.ok(order.indexOf(`${name}+`) < order.indexOf(`${name}-`))
    }
  }
})

const manners: Record<string, LoadingOptions> = {
  'the usual times': {},
  'no bridge': { bridgeMs: 0 },
  'a delay, a minimum and a bridge': { delayMs: 15, minMs: 300, bridgeMs: 50 },
}

for (const [name, times] of Object.entries(manners)) {
  for (const baseLibrary of [undefined, '2.0.0']) {
    const library = baseLibrary ?? 'of today'
    test(`L01 L02 two loadings and a toast in every order: ${name}, base library ${library}`, async () => {
      for (const gap of [0, 10, 100, 2_500]) {
        for (const order of everyOrder) {
          const screen = await play(order, { times, gap, baseLibrary })
          const said = `${order} with ${gap} ms between: ${JSON.stringify(screen.timeline)}`
          assert.equal(conflicts(screen), [], said)
        }
      }
    })
  }
}

test('L02 what is wrong on a screen is found', () => {
  const entry = (at: number, event: ScreenEntry['event']) => ({ at, event })
  const found = conflicts({
    timeline: [
      entry(0, 'showToast'),
      entry(10, 'showLoading'),
      entry(20, 'showLoading'),
      entry(30, 'hideLoading'),
      entry(40, 'hideToast'),
    ],
    visible: { kind: 'loading', title: '' },
  })
  assert.equal(found, [
    'showLoading at 10: a toast stands',
    'showLoading at 20: it is shown already',
    'showLoading at 20: a toast stands',
    'hideLoading at 30: a toast stands',
    'hideToast at 40: nobody asked for it',
    'something is left on the screen',
    'the toast did not stand its time',
  ])
})

test.run()
