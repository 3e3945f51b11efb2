import { deferred, drain } from '@allium/testing'
import * as assert from 'uvu/assert'
import {
  type Context,
  createAbortController,
  type ErrorCode,
  type Layer,
  type LoadingOptions,
  loading,
  RequestError,
  replayable,
} from '../src/index'
import {
  bench,
  context,
  countingSignal,
  never,
  quietClock,
  quietSuite,
  rejection,
  trace,
} from './helpers'

const test = quietSuite('loading')

/** A screen that writes down what it is told. */
function screen() {
  const log: string[] = []
  const view = { show: () => void log.push('show'), hide: () => void log.push('hide') }
  return { log, layer: loading(view, { bridgeMs: 0 }) }
}

/** A client on one clock with its loading; the log says what the screen is told, and when. */
function timed(options: LoadingOptions = {}, handle: Handle = () => ({})) {
  const log: string[] = []
  const clock = quietClock()
  const tell = (words: string) => void log.push(`${clock.now()} ${words}`)
  const view = {
    show: (look: object = {}) => tell(['show', ...Object.values(look)].join(' ')),
    hide: () => tell('hide'),
    toast: (text: string, ms: number) => tell(`toast ${text} ${ms}`),
  }
  /** An answer that takes its time. */
  const takes: Takes = (ms, answer = {}) =>
    new Promise(resolve => {
      clock.setTimeout(() => resolve(answer), ms)
    })
  const { client } = bench(({ url }) => handle(url, takes), { clock })
  const api = client.use(loading(view, { clock, bridgeMs: 0, ...options }))
  return { api, clock, log }
}

type Timed = ReturnType<typeof timed>
type Takes = (ms: number, answer?: object) => Promise<object>
type Handle = (url: string, takes: Takes) => object | Promise<object>

test('L01 one request is one show and one hide', async () => {
  const { log, layer } = screen()
  const { client } = bench()
  await client.use(layer).use(trace(log, 'in')).get('/a')
  assert.equal(log, ['show', '> in', '< in', 'hide'])
})

test('L01 requests side by side show with the first and hide with the last', async () => {
  const { log, layer } = screen()
  const gates = [deferred<object>(), deferred<object>(), deferred<object>()]
  const { client } = bench((_, { index }) => (gates[index] as (typeof gates)[0]).promise)
  const api = client.use(layer)
  const calls = ['/a', '/b', '/c'].map(url => api.get(url))
  await drain()
  assert.equal(log, ['show'])
  for (const gate of [gates[1], gates[0]]) {
    gate?.resolve({})
    await drain()
  }
  assert.equal(log, ['show'])
  gates[2]?.resolve({})
  await Promise.all(calls)
  assert.equal(log, ['show', 'hide'])
  await api.get('/d').catch(() => {})
})

const ends: Record<
  string,
  (run: ReturnType<typeof bench>, layer: Layer) => Promise<unknown>
> = {
  'an answer': ({ client }, layer) => client.use(layer).get('/ok'),
  'a refused status': ({ client }, layer) => rejection(client.use(layer).get('/bad')),
  'an error of the host': ({ client }, layer) =>
    rejection(client.use(layer).get('/throw')),
  'an error of a layer inside': ({ client }, layer) => {
    const failing: Layer = () => {
      throw new Error('boom')
    }
    return rejection(client.use(layer).use(failing).get('/ok'))
  },
  'a timeout': async ({ client, clock }, layer) => {
    const ended = rejection(client.use(layer).get('/never', { timeout: 100 }))
    await clock.advance(100)
    await ended
  },
  'a deadline while a layer inside never settles': async ({ client, clock }, layer) => {
    const held = client.use(layer).use(() => never())
    const ended = rejection(held.get('/ok', { deadline: 100 }))
    await clock.advance(100)
    await ended
  },
  'an abort in the transport': async ({ client }, layer) => {
    const call = client.use(layer).get('/never')
    await drain()
    call.abort()
    await rejection(call)
  },
  'an abort while a layer inside never settles': async ({ client }, layer) => {
    const call = client
      .use(layer)
      .use(() => never())
      .get('/ok')
    await drain()
    call.abort()
    await rejection(call)
  },
}

const answers: Record<string, () => object | Promise<object>> = {
  '/ok': () => ({}),
  '/bad': () => ({ status: 500 }),
  '/never': () => never<object>(),
  '/throw': () => {
    throw new Error('host')
  },
}

for (const [name, end] of Object.entries(ends)) {
  test(`L01 it hides once whatever the end: ${name}`, async () => {
    const { log, layer } = screen()
    const run = bench(({ url }) => answers[url]?.() ?? {})
    await end(run, layer)
    await drain()
    assert.equal(log, ['show', 'hide'])
    // The count is right: the next request shows and hides again.
    await run.client.use(layer).get('/ok')
    assert.equal(log, ['show', 'hide', 'show', 'hide'])
  })
}

test('L01 an abort hides at once, and what ends later does not hide another’s', async () => {
  const { log, layer } = screen()
  const gate = deferred()
  const { client } = bench(({ url }) => answers[url]?.() ?? {})
  const held: Layer = async (ctx, next) => {
    if (ctx.request.url === '/held') await gate.promise
    await next()
  }
  const api = client.use(layer).use(held)
  const first = api.get('/held')
  await drain()
  first.abort()
  assert.equal(log, ['show', 'hide'])
  await rejection(first)
  const second = api.get('/never')
  await drain()
  assert.equal(log, ['show', 'hide', 'show'])
  gate.resolve()
  await drain()
  assert.equal(log, ['show', 'hide', 'show'])
  second.abort()
  await rejection(second)
  assert.equal(log, ['show', 'hide', 'show', 'hide'])
})

test('L01 one request is one show over all its attempts', async () => {
  const { log, layer } = screen()
  const { client } = bench((_, { index }) => ({ status: index < 2 ? 503 : 200 }))
  const retry = replayable(async (ctx, next) => {
    do await next()
    while (ctx.response?.status === 503)
  })
  await client.use(layer).use(retry).use(trace(log, 'in')).get('/a')
  const pass = ['> in', '< in']
  assert.equal(log, ['show', ...pass, ...pass, ...pass, 'hide'])
})

test('L01 clients that share the layer share the count', async () => {
  const { log, layer } = screen()
  const gate = deferred<object>()
  const one = bench(() => gate.promise).client.use(layer)
  const two = bench().client.use(layer)
  const call = one.get('/a')
  await drain()
  await two.get('/b')
  assert.equal(log, ['show'])
  gate.resolve({})
  await call
  assert.equal(log, ['show', 'hide'])
})

test('L03 a request in the background never touches the screen', async () => {
  const { log, layer } = screen()
  const { client } = bench()
  const api = client.use(layer)
  await api.get('/a', { loading: false })
  assert.equal(log, [])
  await api.get('/a', { loading: true })
  assert.equal(log, ['show', 'hide'])
})

test('L01 K10 what the screen throws is no fault of the request', async () => {
  const fail = () => {
    throw new Error('no screen')
  }
  const { client } = bench(() => ({ data: 1 }))
  const api = client.use(loading({ show: fail, hide: fail }, { bridgeMs: 0 }))
  assert.is((await api.get('/a')).data, 1)
  assert.is((await api.get('/a')).data, 1)
})

test('L01 a request is shown after the delay, for the minimum, over a bridge', async () => {
  const times = { delayMs: 300, minMs: 500, bridgeMs: 50 }
  const { api, clock, log } = timed(times, (url, takes) => takes(Number(url.slice(1))))
  const send = async (ms: number) => {
    const call = api.get(`/${ms}`)
    await clock.advance(ms)
    await call
  }
  await send(299)
  assert.equal(log, [])
  await send(301)
  await clock.advance(499)
  assert.equal(log.splice(0), ['599 show', '1099 hide'])
  await send(1_000)
  await clock.advance(49)
  await send(1_000)
  await clock.advance(50)
  assert.equal(log, ['1399 show', '3198 hide'])
})

test('K33 nothing is delayed or kept, gaps of 50 ms are bridged, a toast stands 2 s', async () => {
  const log: string[] = []
  const clock = quietClock()
  const tell = (words: string) => void log.push(`${clock.now()} ${words}`)
  const view = {
    show: () => tell('show'),
    hide: () => tell('hide'),
    toast: (text: string, ms: number) => tell(`${text} ${ms}`),
  }
  const { client } = bench(({ url }) => answers[url]?.() ?? {}, { clock })
  const api = client.use(loading(view, { errorToast: 'sorry', clock }))
  await api.get('/ok')
  await clock.advance(49)
  await api.get('/ok')
  await clock.advance(49)
  assert.equal(log, ['0 show'])
  await clock.advance(1)
  assert.equal(log.splice(0), ['0 show', '99 hide'])
  await rejection(api.get('/bad'))
  assert.equal(log, ['99 show', '99 hide', '99 sorry 2000'])
  await clock.advance(2_000)
})

test('K33 the host’s own clock is the default', async () => {
  const { setTimeout, clearTimeout } = globalThis
  const armed: number[] = []
  const log: string[] = []
  const view = { show: () => void log.push('show'), hide: () => void log.push('hide') }
  const layer = loading(view)
  const { client } = bench()
  const fake = quietClock()
  Object.assign(globalThis, {
    setTimeout: (run: () => void, ms: number) => {
      armed.push(ms)
      return fake.setTimeout(run, ms)
    },
    clearTimeout: fake.clearTimeout,
  })
  try {
    await client.use(layer).get('/a')
    assert.equal([armed, log], [[50], ['show']])
    await fake.advance(50)
    assert.equal(log, ['show', 'hide'])
  } finally {
    Object.assign(globalThis, { setTimeout, clearTimeout })
  }
})

test('L03 a title and mask of one’s own; those of the first are shown', async () => {
  const { api, log } = timed({}, url => answers[url]?.() ?? {})
  const look = Object.freeze({ title: 'saving', mask: true })
  const held = api.get('/never', { loading: look })
  await api.get('/ok', { loading: { title: 'other' } })
  held.abort()
  await rejection(held)
  await api.get('/ok')
  assert.equal(log, ['0 show saving true', '0 hide', '0 show', '0 hide'])
})

// What a request ends with, and whether a person is to hear of it.
const failures: Record<
  string,
  {
    /** @default true */
    readonly loads?: boolean
    readonly toasts: boolean
    readonly end: (api: Timed['api'], clock: Timed['clock']) => Promise<unknown>
  }
> = {
  'an answer': { toasts: false, end: api => api.get('/ok') },
  'a status that is refused': { toasts: true, end: api => rejection(api.get('/bad')) },
  'a status that the request accepts': {
    toasts: false,
    end: api => api.get('/bad', { acceptStatus: () => true }),
  },
  'an error of the host': { toasts: true, end: api => rejection(api.get('/throw')) },
  'an error of a layer inside': {
    toasts: true,
    end: api => rejection(api.use(failing(new Error('boom'))).get('/ok')),
  },
  'a business error': {
    toasts: true,
    end: api => rejection(api.use(failing(requestError('business'))).get('/ok')),
  },
  'a timeout': {
    toasts: true,
    end: async (api, clock) => {
      const ended = rejection(api.get('/never', { timeout: 100 }))
      await clock.advance(100)
      await ended
    },
  },
  'a deadline': {
    toasts: true,
    end: async (api, clock) => {
      const ended = rejection(api.get('/never', { deadline: 100 }))
      await clock.advance(100)
      await ended
    },
  },
  'a deadline while a layer inside never settles': {
    toasts: true,
    end: async (api, clock) => {
      const ended = rejection(api.use(() => never()).get('/ok', { deadline: 100 }))
      await clock.advance(100)
      await ended
    },
  },
  'an abort in the transport': {
    toasts: false,
    end: async api => {
      const call = api.get('/never')
      await drain()
      call.abort()
      await rejection(call)
    },
  },
  'an abort of which the host says so': {
    toasts: false,
    end: api => rejection(api.use(failing(requestError('aborted'))).get('/ok')),
  },
  'an abort that makes a layer inside fail in its own way': {
    toasts: false,
    end: async api => {
      const gate = deferred()
      const call = api.use(() => gate.promise).get('/ok')
      await drain()
      call.abort()
      gate.reject(new Error('boom'))
      await rejection(call)
    },
  },
  'a request in the background': {
    loads: false,
    toasts: false,
    end: api => rejection(api.get('/bad', { loading: false })),
  },
  'a request that wants none': {
    toasts: false,
    end: api => rejection(api.get('/bad', { toast: false })),
  },
  'a request that asks for one': {
    toasts: true,
    end: api => rejection(api.get('/bad', { toast: true, loading: true })),
  },
  'a request of a session that is gone': {
    toasts: false,
    end: api => rejection(api.use(failing(authError('session-changed', true))).get('/')),
  },
  'a request of a session that a refused refresh ended, which says why': {
    toasts: true,
    end: api => {
      const ended = authError('refresh-rejected', false)
      return rejection(api.use(failing(ended)).get('/'))
    },
  },
  'a request whose session goes on': {
    toasts: true,
    end: api => rejection(api.use(failing(authError('refresh-loop', false))).get('/')),
  },
}

function failing(error: unknown): Layer {
  return () => {
    throw error
  }
}

const request = { method: 'GET', url: '/ok' }

function requestError(code: 'business' | 'aborted' | 'status') {
  return new RequestError(code, { request, message: 'it failed' })
}

/** As middleware-auth makes it. */
function authError(code: string, moot: boolean) {
  return new RequestError(code as ErrorCode, { request, message: 'auth', moot })
}

for (const [name, { loads = true, toasts, end }] of Object.entries(failures)) {
  test(`L02 ${name}: ${toasts ? 'one toast, after the loading' : 'no toast'}`, async () => {
    const { api, clock, log } = timed({ errorToast: 'sorry' }, url => {
      return answers[url]?.() ?? {}
    })
    await end(api, clock)
    await drain()
    const at = clock.now()
    const seen = loads ? ['0 show', `${at} hide`] : []
    assert.equal(log, toasts ? [...seen, `${at} toast sorry 2000`] : seen)
    await clock.advance(2_000)
  })
}

test('L02 a deadline and the error that follows from it are one failure', async () => {
  const gate = deferred()
  const { api, clock, log } = timed({ errorToast: error => String(error), toastMs: 1 })
  const call = api.use(() => gate.promise).get('/ok', { deadline: 100 })
  const ended = rejection(call)
  await clock.advance(200)
  gate.reject(new Error('boom'))
  await ended
  await drain()
  const said = 'RequestError: GET /ok: not done within the deadline of 100 ms'
  assert.equal(log, ['0 show', '100 hide', `100 toast ${said} 1`])
})

test('L01 L02 a request that was aborted before it came here touches nothing', async () => {
  const gate = deferred()
  const log: string[] = []
  const tell = (words: string) => () => void log.push(words)
  const view = { show: tell('show'), hide: tell('hide'), toast: tell('toast') }
  const { client, transport } = bench()
  const held: Layer = async (_, next) => {
    await gate.promise
    await next()
  }
  const clock = quietClock()
  const call = client
    .use(held)
    .use(loading(view, { errorToast: 'x', clock }))
    .get('/a')
  await drain()
  call.abort()
  await rejection(call)
  gate.resolve()
  await drain()
  assert.equal([log, transport.calls.length], [[], 0])
})

test('K11 its listener is off the signal when the request is over', async () => {
  const signal = countingSignal()
  const clock = quietClock()
  const layer = loading({ show() {}, hide() {} }, { clock, bridgeMs: 0 })
  const ctx = { ...context(), options: {}, signal } as unknown as Context
  await layer(ctx, async () => assert.is(signal.counts.listening, 1))
  await rejection(Promise.resolve(layer(ctx, () => Promise.reject(new Error('boom')))))
  assert.equal(signal.counts, { added: 2, removed: 2, listening: 0 })
})

test('L02 an error toast waits for the last loading, and keeps the next waiting', async () => {
  const { api, clock, log } = timed(
    { errorToast: 'sorry', bridgeMs: 50, toastMs: 3_000 },
    (url, takes) => (url === '/slow' ? takes(700) : (answers[url]?.() ?? {})),
  )
  const slow = api.get('/slow')
  await rejection(api.get('/bad'))
  await clock.advance(700)
  await slow
  await clock.advance(100)
  const next = api.get('/slow')
  await clock.advance(700)
  await next
  const last = api.get('/never')
  await clock.advance(2_200)
  last.abort()
  await rejection(last)
  const seen = ['0 show', '700 hide', '700 toast sorry 3000', '3700 show']
  assert.equal(log, seen)
  await clock.advance(50)
  assert.equal(log, [...seen, '3750 hide'])
})

test('L02 what fails together and says the same is said once', async () => {
  const { api, clock, log } = timed({ errorToast: 'sorry' }, () => ({ status: 500 }))
  await Promise.all([1, 2, 3].map(() => rejection(api.get('/bad'))))
  assert.equal(log, ['0 show', '0 hide', '0 toast sorry 2000'])
  await clock.advance(2_000)
})

test('L02 a function is told the error of the caller, and says what is toasted', async () => {
  const told: unknown[] = []
  const errorToast = (error: unknown) => {
    told.push(error)
    const { response } = error as RequestError
    return (response?.data as { msg?: string } | undefined)?.msg
  }
  const data: unknown[] = [{ msg: 'full' }, { msg: '' }, {}]
  const { api, clock, log } = timed({ errorToast }, () => ({
    status: 409,
    data: data.shift(),
  }))
  const errors = [await rejection(api.get('/a')), await rejection(api.get('/a'))]
  assert.equal(log.splice(0), ['0 show', '0 hide', '0 toast full 2000'])
  await clock.advance(2_000)
  errors.push(await rejection(api.get('/a')))
  const boom = new Error('boom')
  assert.is(await rejection(api.use(failing(boom)).get('/a')), boom)
  assert.equal(log, ['2000 show', '2000 hide', '2000 show', '2000 hide'])
  assert.is(told.pop(), boom)
  assert.equal(told.map(String), errors.map(String))
  assert.equal(
    told.map(error => (error as RequestError).code),
    ['status', 'status', 'status'],
  )
})

test('L02 no words make no toast', async () => {
  const { api, log } = timed({ errorToast: '' }, () => ({ status: 500 }))
  await rejection(api.get('/a'))
  assert.equal(log, ['0 show', '0 hide'])
})

test('K10 L02 a function that throws changes nobody’s error, and is asked once', async () => {
  let asked = 0
  const errorToast = () => {
    asked += 1
    throw new Error('no words')
  }
  const { api, log } = timed({ errorToast }, () => ({ status: 500 }))
  assert.is((await rejection(api.get('/a'))).code, 'status')
  const boom = new Error('boom')
  assert.is(await rejection(api.use(failing(boom)).get('/a')), boom)
  assert.is(asked, 2)
  assert.equal(log, ['0 show', '0 hide', '0 show', '0 hide'])
})

test('K10 K14 a judgement of the status that throws is the caller’s error, and hides', async () => {
  const boom = new Error('boom')
  const acceptStatus = () => {
    throw boom
  }
  const { api, clock, log } = timed({ errorToast: 'sorry' })
  assert.is(await rejection(api.get('/a', { acceptStatus })), boom)
  assert.equal(log, ['0 show', '0 hide', '0 toast sorry 2000'])
  await clock.advance(2_000)
})

/** Runs on a host without timers. */
async function withoutTimers(run: () => unknown): Promise<void> {
  const { setTimeout, clearTimeout } = globalThis
  Object.assign(globalThis, { setTimeout: undefined, clearTimeout: undefined })
  try {
    await run()
  } finally {
    Object.assign(globalThis, { setTimeout, clearTimeout })
  }
}

const aView = { show() {}, hide() {}, toast() {} }

test('R01 without timers nothing is bridged, and what takes no time works', async () => {
  const log: string[] = []
  const view = { show: () => void log.push('show'), hide: () => void log.push('hide') }
  await withoutTimers(async () => {
    const { client } = bench()
    for (const options of [{}, { delayMs: 0, minMs: 0, bridgeMs: 0, toastMs: 0 }]) {
      await client.use(loading(view, options)).get('/a')
      assert.equal(log.splice(0), ['show', 'hide'])
    }
  })
})

for (const options of [
  { delayMs: 1 },
  { minMs: 1 },
  { bridgeMs: 50 },
  { toastMs: 1 },
  { errorToast: 'sorry' },
] satisfies LoadingOptions[]) {
  test(`R01 K32 without timers ${JSON.stringify(options)} is refused`, () =>
    withoutTimers(() => {
      assert.throws(
        () => loading(aView, options),
        (error: Error) =>
          error instanceof TypeError &&
          error.message ===
            '[loading] its times need timers, and this host has none: give a `clock`',
      )
      loading(aView, { ...options, clock: quietClock() })
    }))
}

test('K32 loading takes a view that can show and hide', () => {
  const act = () => {}
  for (const wrong of [undefined, null, {}, { show: act }, { hide: act }]) {
    assert.throws(
      () => loading(wrong as never),
      (error: Error) =>
        error instanceof TypeError && error.message.startsWith('[loading]'),
    )
  }
})

const aTime = 'must be a number of ms from 0 to 2147483647'
const wrongTimes = [-1, Number.NaN, Infinity, 2 ** 31, '5', null, true]
const refused: ReadonlyArray<[options: unknown, message: string]> = [
  ...['delayMs', 'minMs', 'bridgeMs', 'toastMs'].flatMap(name =>
    wrongTimes.map((wrong): [unknown, string] => [
      { [name]: wrong },
      `\`${name}\` ${aTime}`,
    ]),
  ),
  [{ errorToast: true }, '`errorToast` must be a text, or a function of the error'],
  [{ clock: {} }, '`clock` must be a clock: `now`, `setTimeout` and `clearTimeout`'],
  [
    { delay: 5 },
    'knows no option `delay`; it has: delayMs, minMs, bridgeMs, errorToast, toastMs, clock',
  ],
  [null, 'takes an object of options'],
]

for (const [options, message] of refused) {
  test(`K32 it is refused when the layer is made: ${message}`, () => {
    assert.throws(
      () => loading(aView, options as LoadingOptions),
      (error: Error) =>
        error instanceof TypeError && error.message === `[loading] ${message}`,
    )
  })
}

test('K32 an error toast needs a view that can toast', () => {
  const { show, hide } = aView
  assert.throws(
    () => loading({ show, hide }, { errorToast: 'sorry' }),
    (error: Error) =>
      error instanceof TypeError &&
      error.message === '[loading] `errorToast` needs a view that can `toast`',
  )
  loading({ show, hide }, { toastMs: 5 })
})

test('K04 K32 frozen options, their limits and `undefined` are good', () => {
  for (const ms of [0, 0.5, 2 ** 31 - 1]) {
    loading(
      aView,
      Object.freeze({
        delayMs: ms,
        minMs: ms,
        bridgeMs: ms,
        toastMs: ms,
        clock: undefined,
      }) as never,
    )
  }
})

test('L01 who leaves while the loading is being shown, leaves it hidden', async () => {
  for (const name of ['signal', 'audience'] as const) {
    const { signal, abort } = createAbortController()
    const log: string[] = []
    const view = {
      show() {
        log.push('show')
        abort()
      },
      hide: () => log.push('hide'),
    }
    const answered = deferred<object>()
    const { client } = bench(() => answered.promise)
    const deaf: Layer = async (_, next) => {
      await answered.promise
      await next()
    }
    const api = client.use(loading(view, { bridgeMs: 0 })).use(deaf)
    const call = api.get('/a', { [name]: signal })
    assert.equal(log, ['show', 'hide'])
    answered.resolve({})
    if (name === 'signal') assert.is((await rejection(call)).code, 'aborted')
    else await call
    assert.equal(log, ['show', 'hide'])
  }
})

test('L01 an audience that cannot be let go leaves no loading behind', async () => {
  const { log, layer } = screen()
  const audience = {
    aborted: false,
    addEventListener() {},
    removeEventListener() {
      throw new Error('no')
    },
  }
  await rejection<Error>(bench().client.use(layer).get('/a', { audience }))
  assert.equal(log, ['show', 'hide'])
})

test.run()
