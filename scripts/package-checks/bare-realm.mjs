import { readFileSync } from 'node:fs'
import vm from 'node:vm'

/**
 * A realm that has the language and nothing else, with a mini program's `require`: packages
 * by their `miniprogram` folder, or by their main file.
 */
export function bareRealm(modules) {
  const realm = vm.createContext({})
  // V8 itself puts these into every context; a phone has none of them in this form.
  vm.runInContext('delete globalThis.console; delete globalThis.WebAssembly', realm)
  const loaded = new Map()

  const run = file => {
    const code = readFileSync(file, 'utf8')
    const wrapped = `(function (module, exports, require) {${code}\n})`
    const module = { exports: {} }
    const load = vm.runInContext(wrapped, realm, { filename: file })
    load(module, module.exports, require)
    return module.exports
  }
  const require = name => {
    const folder = `${modules}/${name}`
    const manifest = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
    const { miniprogram, main = 'index.js' } = manifest
    const file = `${folder}/${miniprogram ? `${miniprogram}/index.js` : main}`
    if (!loaded.has(name)) loaded.set(name, run(file))
    return loaded.get(name)
  }
  return { require, run }
}
