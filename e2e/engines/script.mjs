import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { timerPromise } from '../lib/timer-promise.mjs'

const own = name => readFileSync(`e2e/engines/${name}.js`, 'utf8')

/** Where async functions are not the engine's: they would use its own promises. */
const LOWERED = { 'async-await': false, 'for-await': false, 'async-generator': false }

/**
 * What any engine runs, one script after the other: what bares it, the host, and the program
 * with the packages as WeChat has them, each in a function of its own.
 *
 * @param isPromiseOnTimers whether `Promise` is replaced, as on iOS 15
 */
export function scripts(folder, packages, { isPromiseOnTimers }) {
  const modules = packages.map(name => {
    const code = readFileSync(entryOf(join(folder, 'node_modules', name)), 'utf8')
    return `${JSON.stringify(name)}: function (module, exports, require) {${code}\n},`
  })
  const program = `var modules = {${modules.join('\n')}}\n${LOADER}\n${own('program')}`
  const host = isPromiseOnTimers ? [own('host'), timerPromise] : [own('host')]
  const supported = isPromiseOnTimers ? LOWERED : {}
  const lower = code => transformSync(code, { target: 'es2018', supported }).code
  const lowered = lower(program)
  if (isPromiseOnTimers && /\b(async|await)\b/.test(lowered)) {
    throw new Error('something async is left, which would not use the Promise on timers')
  }
  return [own('bare'), ...host, lowered]
}

/** What a mini program loads of a package. */
function entryOf(folder) {
  const { miniprogram, main } = JSON.parse(readFileSync(join(folder, 'package.json')))
  return join(folder, miniprogram ? `${miniprogram}/index.js` : (main ?? 'index.js'))
}

const LOADER = `
  var loaded = {}
  var require = name => {
    if (loaded[name] === undefined) {
      var module = { exports: {} }
      loaded[name] = module
      modules[name](module, module.exports, require)
    }
    return loaded[name].exports
  }
`
