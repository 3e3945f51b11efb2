import { drain } from '@allium/testing'
import * as assert from 'uvu/assert'
import { bundle, engine, freeNames, handTimers, TIMER_PROMISE } from './bare-engine'
import { quietSuite } from './helpers'

const test = quietSuite('bare engine')

const core = (lowerAsync: boolean): string =>
  bundle('core', "export * from '@allium/core'", lowerAsync)

test('R01 R02 core parses as ES2018 and names the language and two timers, nothing else', () => {
  assert.equal(freeNames(core(false)), [
    'Array',
    'ArrayBuffer',
    'Date',
    'Error',
    'JSON',
    'Map',
    'Math',
    'Number',
    'Object',
    'Promise',
    'Reflect',
    'Set',
    'String',
    'Symbol',
    'TypeError',
    'WeakMap',
    'clearTimeout',
    'decodeURI',
    'decodeURIComponent',
    'encodeURIComponent',
    'setTimeout',
  ])
})

test('R01 the search for free names finds a host’s name where there is one', () => {
  const code =
    'var a = ({ b }) => a(b, typeof URL, c.fetch, wx.request({ key: process }))'
  assert.equal(freeNames(code), ['URL', 'c', 'process', 'wx'])
})

// What a mini program would write; every step tells `log`, so that the outside can see.
const PROGRAM = `
  var log = []
  var tell = text => value => { log.push(text + (value && value.code ? ' ' + value.code : '')) }
  var calls = 0
  var transport = (request, wire) => new Promise((resolve, reject) => {
    calls += 1
    if (/flow/.test(request.url)) {
      var source = core.createByteSource(tell('left'))
      resolve({ status: 200, headers: {}, cookies: [], data: source.stream,
        url: request.url, raw: undefined, ended: source.ended })
      source.push(new Uint8Array([0xe4, 0xbd]))
      source.push(new Uint8Array([0xa0, 13, 10, 97]))
      source.end()
      return
    }
    if (/never/.test(request.url)) return
    if (/throw/.test(request.url)) throw new Error('host')
    var status = /busy/.test(request.url) && wire.attempt < 3 ? 503 : 200
    var data = request.url + ' ' + request.body
    resolve({ status, headers: {}, cookies: [], data, url: request.url, raw: undefined })
  })
  var screen = { show: tell('show'), hide: tell('hide') }
  var retry = core.replayable(async (ctx, next) => {
    await next()
    while (ctx.response.status === 503) await next()
  })
  var client = core.createClient({ transport, baseURL: 'https://api.test' })
    .use(core.loading(screen, { bridgeMs: 0 }))
    .use(retry)
    .use(core.headers({ 'X-App': 'shop' }))
    .use(core.query({ arrays: 'comma' }))
  client.on('response', event => { log.push('response ' + event.attempt) })
  client.on('error', () => { throw new Error('a listener fails') })
  client.on('error', event => { log.push('error ' + event.code) })
`

const RUNS: ReadonlyArray<[code: string, log: string[]]> = [
  [
    `client.get('/me', { query: { 城市: ['北', '😀'] } }).then(r => log.push(r.data))`,
    [
      'show',
      'hide',
      'response 1',
      'https://api.test/me?%E5%9F%8E%E5%B8%82=%E5%8C%97,%F0%9F%98%80 undefined',
    ],
  ],
  [
    `client.post('/busy', { at: new Date(0) }).then(r => log.push(r.data))`,
    [
      'show',
      'hide',
      'response 3',
      'https://api.test/busy {"at":"1970-01-01T00:00:00.000Z"}',
    ],
  ],
  [
    `client.get('/throw').catch(tell('caught'))`,
    ['show', 'hide', 'error network', 'caught network'],
  ],
  [`client.get('').catch(tell('caught'))`, ['error invalid', 'caught invalid']],
  [
    `client.stream('/flow')
       .then(({ data }) => core.linesOf(data).each(line => { log.push(line) }))
       .then(tell('over'))`,
    ['show', 'hide', 'response 1', '你', 'a', 'over'],
  ],
  [
    `client.stream('/flow')
       .then(({ data }) => data.each(() => { throw { code: 'mine' } }))
       .catch(tell('caught'))`,
    ['show', 'hide', 'response 1', 'caught mine'],
  ],
  [
    `client.upload('/up', { filePath: '' }).catch(tell('caught'))`,
    ['error invalid', 'caught invalid'],
  ],
  [
    `var leave = core.createAbortController()
     client.get('/never', { signal: leave.signal }).catch(tell('caught'))
     leave.abort()`,
    ['show', 'error aborted', 'hide', 'caught aborted'],
  ],
  [
    `var held = client.get('/never')
     held.catch(tell('caught'))
     held.abort()`,
    ['show', 'error aborted', 'hide', 'caught aborted'],
  ],
]

test('R01 core runs where there is the language and no host at all', async () => {
  const run = engine({}, core(false), PROGRAM)
  assert.is(run('typeof setTimeout + typeof console + typeof URL'), 'undefined'.repeat(3))
  for (const [code, log] of RUNS) {
    run(code)
    await drain()
    assert.equal([...(run('log.splice(0)') as string[])], log, code)
  }
  for (const code of [
    `core.createClient({ transport, timeout: 5 })`,
    `core.createClient({ transport, deadline: 5 })`,
  ]) {
    assert.is(run(`try { ${code} } catch (error) { error instanceof TypeError }`), true)
  }
  run(`client.get('/me', { deadline: 5 }).catch(tell('caught'))`)
  await drain()
  assert.equal([...(run('log') as string[])], ['error invalid', 'caught invalid'])
})

/** The program for an engine whose own `async` would bring its own promises. */
const lowered = (code: string): string =>
  code.replace(
    /async \(ctx, next\) => \{[^}]*\}/,
    `(ctx, next) => {
      var again = () => ctx.response.status === 503 ? next().then(again) : undefined
      return next().then(again)
    }`,
  )

test('R01 core runs where promises are built on timers', () => {
  const timers = handTimers()
  const code = core(true)
  assert.not.match(code, /\basync\b|\bawait\b/)
  const run = engine(timers.host, TIMER_PROMISE, code, lowered(PROGRAM))
  assert.is(run('/native/.test(String(Promise))'), false)
  for (const [code, log] of RUNS) {
    run(code)
    timers.pass(0)
    assert.equal([...(run('log.splice(0)') as string[])], log, code)
    assert.is(timers.armed.size, 0, code)
  }
  run(`client.get('/never', { timeout: 100 }).catch(tell('caught'))`)
  run(`client.get('/never', { deadline: 50 }).catch(tell('second'))`)
  timers.pass(49)
  assert.equal([...(run('log.splice(0)') as string[])], ['show'])
  timers.pass(1)
  assert.equal(
    [...(run('log.splice(0)') as string[])],
    ['error timeout', 'second timeout'],
  )
  timers.pass(50)
  const log = ['hide', 'error timeout', 'caught timeout']
  assert.equal([...(run('log.splice(0)') as string[])], log)
  assert.is(timers.armed.size, 0)
})

test.run()
