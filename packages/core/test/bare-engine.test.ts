import { createContext, runInContext } from 'node:vm'
import { drain } from '@allium/testing'
import { type AnyNode, parse } from 'acorn'
import { buildSync } from 'esbuild'
import * as assert from 'uvu/assert'
import { quietSuite } from './helpers'

const test = quietSuite('bare engine')

const entry = new URL('../src/index.ts', import.meta.url).pathname

/** The package as one script that leaves `core` behind. */
function bundle(lowerAsync: boolean): string {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'core',
    target: 'es2018',
    logLevel: 'error',
    supported: lowerAsync ? { 'async-await': false } : {},
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
  })
  return outputFiles[0]?.text as string
}

/** All names in a script that nothing in it declares. */
function freeNames(code: string): string[] {
  const declared = new Set<string>()
  const used = new Set<string>()
  const declare = (node: AnyNode | null | undefined): void => {
    if (!node) return
    if (node.type === 'Identifier') declared.add(node.name)
    else if (node.type === 'ObjectPattern') {
      for (const each of node.properties) {
        declare(each.type === 'Property' ? each.value : each.argument)
      }
    } else if (node.type === 'ArrayPattern') node.elements.forEach(declare)
    else if (node.type === 'AssignmentPattern') declare(node.left)
    else if (node.type === 'RestElement') declare(node.argument)
  }
  const visit = (node: AnyNode): void => {
    if (node.type === 'Identifier') used.add(node.name)
    if (node.type === 'VariableDeclarator') declare(node.id)
    if (node.type === 'CatchClause') declare(node.param)
    if ('params' in node) node.params.forEach(declare)
    if (/^(Function|Class)/.test(node.type) && 'id' in node) declare(node.id)
    for (const [key, child] of Object.entries(node)) {
      const name = key === 'property' || key === 'key'
      if (name && !(node as { computed?: boolean }).computed) continue
      for (const each of Array.isArray(child) ? child : [child]) {
        if (typeof each?.type === 'string') visit(each)
      }
    }
  }
  visit(parse(code, { ecmaVersion: 2018 }))
  return [...used].filter(name => !declared.has(name)).sort()
}

test('R01 R02 core parses as ES2018 and names the language and two timers, nothing else', () => {
  assert.equal(freeNames(bundle(false)), [
    'Array',
    'ArrayBuffer',
    'Date',
    'Error',
    'JSON',
    'Map',
    'Object',
    'Promise',
    'Set',
    'String',
    'Symbol',
    'TypeError',
    'WeakMap',
    'clearTimeout',
    'encodeURIComponent',
    'setTimeout',
  ])
})

test('R01 the search for free names finds a host’s name where there is one', () => {
  const code =
    'var a = ({ b }) => a(b, typeof URL, c.fetch, wx.request({ key: process }))'
  assert.equal(freeNames(code), ['URL', 'c', 'process', 'wx'])
})

/** An engine that has the language, and of the host only what is given. */
function engine(host: object, ...scripts: string[]): (code: string) => unknown {
  const context = createContext(Object.assign(Object.create(null), host))
  // V8 itself puts these into every context; a phone's engine has none of them.
  runInContext('delete globalThis.console; delete globalThis.WebAssembly', context)
  for (const script of scripts) runInContext(script, context)
  return code => runInContext(code, context)
}

// What a mini program would write; every step tells `log`, so that the outside can see.
const PROGRAM = `
  var log = []
  var tell = text => value => { log.push(text + (value && value.code ? ' ' + value.code : '')) }
  var calls = 0
  var transport = (request, wire) => new Promise((resolve, reject) => {
    calls += 1
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
  const run = engine({}, bundle(false), PROGRAM)
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

/** Timers that the test runs by hand, in order of their time and then of their arming. */
function handTimers() {
  let now = 0
  let ids = 0
  const armed = new Map<number, { dueAt: number; run: () => void }>()
  return {
    host: {
      setTimeout: (run: () => void, ms = 0) => {
        ids += 1
        armed.set(ids, { dueAt: now + ms, run })
        return ids
      },
      clearTimeout: (id: number) => armed.delete(id),
    },
    armed,
    /** Runs all that falls due within the time, and what that arms in turn. */
    pass: (ms: number) => {
      const until = now + ms
      for (;;) {
        const due = [...armed].filter(([, { dueAt }]) => dueAt <= until)
        const next = due.sort(([, a], [, b]) => a.dueAt - b.dueAt)[0]
        if (next === undefined) break
        armed.delete(next[0])
        now = next[1].dueAt
        next[1].run()
      }
      now = until
    },
  }
}

// A promise as iOS 15 and older have it in WeChat: each reaction is a timer of its own.
const TIMER_PROMISE = `
  Promise = (function () {
    function Promise(executor) {
      this.state = 'pending'
      this.value = undefined
      this.reactions = []
      var self = this
      var done = false
      var once = function (settle) {
        return function (value) { if (!done) { done = true; settle(self, value) } }
      }
      try { executor(once(resolve), once(reject)) } catch (error) { once(reject)(error) }
    }
    function resolve(self, value) {
      var then
      try { then = Object(value) === value ? value.then : undefined } catch (error) { return reject(self, error) }
      if (typeof then !== 'function') return settle(self, 'fulfilled', value)
      setTimeout(function () {
        var done = false
        var once = function (settle) {
          return function (value) { if (!done) { done = true; settle(self, value) } }
        }
        try { then.call(value, once(resolve), once(reject)) } catch (error) { once(reject)(error) }
      }, 0)
    }
    function reject(self, error) { settle(self, 'rejected', error) }
    function settle(self, state, value) {
      self.state = state
      self.value = value
      self.reactions.splice(0).forEach(function (react) { setTimeout(react, 0) })
    }
    Promise.prototype.then = function (onFulfilled, onRejected) {
      var self = this
      return new Promise(function (resolve, reject) {
        var react = function () {
          var handler = self.state === 'fulfilled' ? onFulfilled : onRejected
          if (typeof handler !== 'function') return (self.state === 'fulfilled' ? resolve : reject)(self.value)
          try { resolve(handler(self.value)) } catch (error) { reject(error) }
        }
        if (self.state === 'pending') self.reactions.push(react)
        else setTimeout(react, 0)
      })
    }
    Promise.prototype.catch = function (onRejected) { return this.then(undefined, onRejected) }
    Promise.resolve = function (value) {
      return value instanceof Promise ? value : new Promise(function (resolve) { resolve(value) })
    }
    Promise.reject = function (error) { return new Promise(function (_, reject) { reject(error) }) }
    return Promise
  })()
`

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
  const code = bundle(true)
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
