import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import vm from 'node:vm'

/**
 * A realm that has the language and what it is given, with the `require` of a mini program:
 * files below its root, and packages in `miniprogram_npm` beside a file or above it.
 *
 * @returns loads a file by its path below the root
 */
export function realm(root, globals, prelude = '') {
  const context = vm.createContext({ ...globals })
  // V8 itself puts these into every context; a phone has none of them in this form.
  vm.runInContext('delete globalThis.console; delete globalThis.WebAssembly', context)
  vm.runInContext(prelude, context)
  const modules = new Map()
  const load = path => {
    const known = modules.get(path)
    if (known !== undefined) return known.exports
    const module = { exports: {} }
    modules.set(path, module)
    const code = readFileSync(join(root, path), 'utf8')
    const run = vm.runInContext(
      `(function (module, exports, require) {${code}\n})`,
      context,
      { filename: path },
    )
    run(module, module.exports, name => load(resolve(root, dirname(path), name)))
    return module.exports
  }
  return load
}

/** A name is a path first, from the file that requires it, then a package. */
function resolve(root, folder, name) {
  const places = [join(folder, name)]
  if (!name.startsWith('.')) {
    for (let at = folder; at !== '.'; at = dirname(at)) places.push(packageIn(at, name))
    places.push(packageIn('.', name))
  }
  const paths = places.flatMap(place => [place, `${place}.js`, `${place}/index.js`])
  const path = paths.find(each => each.endsWith('.js') && existsSync(join(root, each)))
  if (path === undefined)
    throw new Error(`${folder} requires ${name}, which is not there`)
  return path
}

const packageIn = (folder, name) => join(folder, 'miniprogram_npm', name)
