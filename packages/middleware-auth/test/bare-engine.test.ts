import { drain, manualClock } from '@allium/testing'
import * as assert from 'uvu/assert'
import {
  bundle,
  engine,
  freeNames,
  handTimers,
  TIMER_PROMISE,
} from '../../core/test/bare-engine'
import { contract } from './bench'

const test = contract('bare engine')

/** Core and auth as one script, as a mini program has them. */
const allium = (lowerAsync: boolean): string =>
  bundle(
    'allium',
    `export * from '@allium/core'; export * from '@allium/middleware-auth'`,
    lowerAsync,
  )

// ES2018's own, without what makes code of text: WeChat forbids `eval` and `Function`.
const language = [
  ['Array', 'ArrayBuffer', 'Boolean', 'DataView', 'Date', 'Error', 'EvalError'],
  ['Float32Array', 'Float64Array', 'Infinity', 'Int16Array', 'Int32Array', 'Int8Array'],
  ['JSON', 'Map', 'Math', 'NaN', 'Number', 'Object', 'Promise', 'Proxy', 'RangeError'],
  ['ReferenceError', 'Reflect', 'RegExp', 'Set', 'String', 'Symbol', 'SyntaxError'],
  ['TypeError', 'URIError', 'Uint16Array', 'Uint32Array', 'Uint8Array', 'WeakMap'],
  ['Uint8ClampedArray', 'WeakSet', 'arguments', 'decodeURI', 'decodeURIComponent'],
  ['encodeURI', 'encodeURIComponent', 'isFinite', 'isNaN', 'parseFloat', 'parseInt'],
  ['undefined'],
].flat()

test('R01 R02 core and auth parse as ES2018 and name the language and two timers, nothing else', () => {
  const names = freeNames(allium(false))
  assert.ok(['Date', 'Map', 'Promise'].every(name => names.includes(name)))
  assert.equal(
    names.filter(name => !language.includes(name)),
    ['clearTimeout', 'setTimeout'],
  )
})

test('T05 they never name `wx`, free or not', () => {
  assert.not.match(allium(false), /\bwx\b/)
})

// What a mini program would write, and a server that answers when the test says so.
const PROGRAM = `
  var log = []
  var unsettled = 0
  var reads = 0
  var kept
  var open = []
  var calls = {}
  var tell = text => value => { log.push([text].concat(value || []).filter(Boolean).join(' ')) }
  var token = n => ({ accessToken: 'a' + n, refreshToken: 'r' + n })
  var transport = (request, wire) => new Promise((resolve, reject) => {
    var path = request.url.replace('https://api.test', '')
    var signed = (request.headers.authorization || '-').replace('Bearer ', '')
    var spent = request.body && JSON.parse(request.body).refreshToken
    var line = request.method + ' ' + path + ' ' + (spent || signed)
    log.push('> ' + line)
    wire.signal.addEventListener('abort', tell('x ' + line))
    open.push({ path, reject, answer: (status, data) => resolve({ status, headers: {},
      cookies: [], data, url: request.url, raw: undefined }) })
  })
  var taken = path => open.splice(open.findIndex(each => each.path === path), 1)[0]
  var reply = (path, status, data) => taken(path).answer(status, data)
  var time = typeof clock === 'undefined' ? {} : { clock }
  var session = allium.createSession(Object.assign({
    storage: {
      load: () => { if (!reads++) log.push('load'); return Promise.resolve(kept) },
      save: ({ accessToken }) => { log.push('save ' + accessToken); return Promise.resolve() },
      clear: () => { log.push('clear') }
    },
    refresh: ({ credential, send }) => send({
      method: 'POST',
      url: '/refresh',
      data: { refreshToken: credential.refreshToken }
    }).then(({ data }) => data),
    onFault: tell('fault')
  }, time))
  session.on('refresh:start', () => { log.push('refresh:start') })
  var client = allium.createClient(Object.assign({ transport, baseURL: 'https://api.test' }, time))
    .use(allium.auth({ session }))
  client.on('refresh', () => { log.push('refresh') })
  client.on('refresh:error', ({ outcome }) => { log.push('refresh:error ' + outcome) })
  client.on('logout', ({ reason, status, message }) => tell('logout')([reason, status, message]))
  var get = path => {
    unsettled += 1
    calls[path] = client.get(path)
    calls[path].then(
      ({ status }) => { unsettled -= 1; log.push('= ' + path + ' ' + status) },
      ({ code }) => { unsettled -= 1; log.push('! ' + path + ' ' + code) }
    )
  }
`

/** What is done, or how many ms pass; and all that follows from it, in its order. */
type Step = readonly [act: string | number, log: readonly string[]]

const RUNS: Readonly<Record<string, readonly Step[]>> = {
  'a sign-in': [
    [`get('/me')`, ['load', '> GET /me -']],
    [`reply('/me', 401)`, ['logout absent', '! /me status']],
    [`session.signIn(token(0)).then(tell('signed in'))`, ['save a0', 'signed in']],
    [`get('/me')`, ['> GET /me a0']],
    [`reply('/me', 200)`, ['= /me 200']],
  ],
  'an expired token, with several requests at once': [
    [
      `kept = token(0); get('/a'); get('/b'); get('/c'); get('/d')`,
      ['load', '> GET /a a0', '> GET /b a0', '> GET /c a0', '> GET /d a0'],
    ],
    [`reply('/b', 401)`, ['refresh:start', '> POST /refresh r0']],
    [`reply('/a', 401); reply('/c', 200)`, ['= /c 200']],
    [`get('/new')`, []],
    [
      `reply('/refresh', 200, token(1))`,
      ['save a1', 'refresh', '> GET /a a1', '> GET /b a1', '> GET /new a1'],
    ],
    [`reply('/d', 401)`, ['> GET /d a1']],
    [`reply('/a', 200); reply('/b', 200)`, ['= /a 200', '= /b 200']],
    [`reply('/new', 404)`, ['! /new status']],
    [`reply('/d', 200)`, ['= /d 200']],
  ],
  'a refused refresh': [
    [
      `kept = token(0); get('/a'); get('/b'); get('/c')`,
      ['load', '> GET /a a0', '> GET /b a0', '> GET /c a0'],
    ],
    [`reply('/a', 401); reply('/b', 401)`, ['refresh:start', '> POST /refresh r0']],
    [
      `reply('/refresh', 401, { msg: '请重新登录' })`,
      [
        'clear',
        'logout rejected 401 请重新登录',
        '! /a refresh-rejected',
        '! /b refresh-rejected',
      ],
    ],
    [`reply('/c', 401)`, ['! /c expired']],
    [`get('/d')`, ['> GET /d -']],
    [`reply('/d', 401)`, ['! /d status']],
  ],
  'an abort of a held request': [
    [`kept = token(0); get('/a'); get('/b')`, ['load', '> GET /a a0', '> GET /b a0']],
    [`reply('/a', 401); reply('/b', 401)`, ['refresh:start', '> POST /refresh r0']],
    [`calls['/a'].abort()`, ['! /a aborted']],
    [`reply('/refresh', 200, token(1))`, ['save a1', 'refresh', '> GET /b a1']],
    [`calls['/b'].abort()`, ['x GET /b a1', '! /b aborted']],
  ],
  'a sign-out during a refresh': [
    [`kept = token(0); get('/a'); get('/b')`, ['load', '> GET /a a0', '> GET /b a0']],
    [`reply('/a', 401)`, ['refresh:start', '> POST /refresh r0']],
    [
      `session.signOut().then(tell('signed out'))`,
      [
        'x POST /refresh r0',
        'clear',
        'logout user',
        'signed out',
        '! /a session-changed',
      ],
    ],
    [`reply('/refresh', 200, token(1))`, []],
    [`reply('/b', 200)`, ['! /b session-changed']],
    [`get('/c')`, ['> GET /c -']],
    [`reply('/c', 200)`, ['= /c 200']],
  ],
  'a refresh that nobody answers': [
    [`kept = token(0); get('/a')`, ['load', '> GET /a a0']],
    [`reply('/a', 401)`, ['refresh:start', '> POST /refresh r0']],
    [9_999, []],
    [1, ['! /a refresh-timeout']],
    [50_000, ['x POST /refresh r0', 'refresh:error ambiguous']],
  ],
}

test('R01 auth without timers and without a clock is refused, and told why', () => {
  const run = engine({}, allium(false))
  const told = run(`
    try { allium.createSession({ refresh: () => ({ accessToken: 'a0' }) }) }
    catch (error) { String(error instanceof TypeError) + ' ' + error.message }
  `)
  assert.is(
    told,
    'true [createSession] needs timers, and this host has none: give a `clock`',
  )
})

for (const [name, steps] of Object.entries(RUNS)) {
  test(`R01 where there is the language, a clock and no host at all: ${name}`, async () => {
    const clock = manualClock()
    const run = engine({ clock }, allium(false), PROGRAM)
    const hosts = 'typeof setTimeout + typeof console + typeof URL'
    assert.is(run(hosts), 'undefined'.repeat(3))
    for (const [act, log] of steps) {
      if (typeof act === 'number') await clock.advance(act)
      else run(act)
      await drain()
      assert.equal([...(run('log.splice(0)') as string[])], log, String(act))
    }
    assert.is(run('unsettled'), 0)
    assert.is(clock.pending, 0)
  })

  test(`R01 where promises are built on timers: ${name}`, () => {
    const timers = handTimers()
    const code = allium(true)
    assert.not.match(code, /\basync\b|\bawait\b/)
    const run = engine(timers.host, TIMER_PROMISE, code, PROGRAM)
    assert.is(run('/native/.test(String(Promise))'), false)
    for (const [act, log] of steps) {
      if (typeof act === 'string') run(act)
      timers.pass(typeof act === 'number' ? act : 0)
      assert.equal([...(run('log.splice(0)') as string[])], log, String(act))
    }
    assert.is(run('unsettled'), 0)
    assert.is(timers.armed.size, 0)
  })
}

test.run()
