import { createContext, runInContext } from 'node:vm'
import { type AnyNode, parse } from 'acorn'
import { buildSync } from 'esbuild'

const sourceOf = (name: string): string =>
  new URL(`../../${name}/src/index.ts`, import.meta.url).pathname

/** A module, with the packages it imports from their sources, as one script that leaves its exports behind. */
export function bundle(globalName: string, module: string, lowerAsync: boolean): string {
  const { outputFiles } = buildSync({
    stdin: { contents: module, resolveDir: '.' },
    alias: {
      '@allium/core': sourceOf('core'),
      '@allium/middleware-auth': sourceOf('middleware-auth'),
    },
    bundle: true,
    write: false,
    format: 'iife',
    globalName,
    target: 'es2018',
    logLevel: 'error',
    supported: lowerAsync ? { 'async-await': false } : {},
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
  })
  return outputFiles[0]?.text as string
}

/** All names in a script that nothing in it declares. */
export function freeNames(code: string): string[] {
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

/** An engine that has the language, and of the host only what is given. */
export function engine(host: object, ...scripts: string[]): (code: string) => unknown {
  const context = createContext(Object.assign(Object.create(null), host))
  // V8 itself puts these into every context; a phone's engine has none of them.
  runInContext('delete globalThis.console; delete globalThis.WebAssembly', context)
  for (const script of scripts) runInContext(script, context)
  return code => runInContext(code, context)
}

/** Timers that the test runs by hand, in order of their time and then of their arming. */
export interface HandTimers {
  /** What an engine is given of them. */
  readonly host: object
  readonly armed: ReadonlyMap<number, { readonly dueAt: number }>
  /** Runs all that falls due within the time, and what that arms in turn. */
  pass(ms: number): void
}

export function handTimers(): HandTimers {
  let now = 0
  let ids = 0
  const armed = new Map<number, { dueAt: number; run: () => void }>()
  const host = {
    setTimeout: (run: () => void, ms = 0) => {
      ids += 1
      armed.set(ids, { dueAt: now + ms, run })
      return ids
    },
    clearTimeout: (id: number) => armed.delete(id),
  }
  return {
    host,
    armed,
    pass(ms) {
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

/** A promise as iOS 15 and older have it in WeChat: each reaction is a timer of its own. */
export const TIMER_PROMISE: string = `
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
    Promise.race = function (values) {
      return new Promise(function (resolve, reject) {
        values.forEach(function (value) { Promise.resolve(value).then(resolve, reject) })
      })
    }
    Promise.reject = function (error) { return new Promise(function (_, reject) { reject(error) }) }
    return Promise
  })()
`
