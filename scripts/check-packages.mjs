// What `npm run build` made can be loaded the ways users load it: as ESM, as CommonJS,
// and by a mini program, whose engine has the language (ES2018) and nothing else.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import vm from 'node:vm'
import { parse } from 'acorn'

const require = createRequire(import.meta.url)
const read = file => readFileSync(file, 'utf8')

/** The mini program's `require`: packages by their `miniprogram` folder, or their main. */
function requireAsMiniprogram(name, realm) {
  const folder = `node_modules/${name}`
  const { miniprogram, main = 'index.js' } = JSON.parse(read(`${folder}/package.json`))
  const file = `${folder}/${miniprogram ? `${miniprogram}/index.js` : main}`
  const load = vm.runInContext(
    `(function (module, exports, require) {${read(file)}\n})`,
    realm,
  )
  const module = { exports: {} }
  load(module, module.exports, inner => requireAsMiniprogram(inner, realm))
  return module.exports
}

for (const name of readdirSync('packages')) {
  const folder = `packages/${name}`
  const manifest = JSON.parse(read(`${folder}/package.json`))
  const { import: esm, require: cjs } = manifest.exports['.']
  for (const file of [esm.types, esm.default, cjs.types, cjs.default, manifest.types]) {
    assert(existsSync(resolve(folder, file)), `${folder} has no ${file}`)
  }
  const names = Object.keys(await import(resolve(folder, esm.default))).sort()
  assert.deepEqual(Object.keys(require(resolve(folder, cjs.default))).sort(), names)
  const types = read(resolve(folder, esm.types))
  assert(!/WechatMiniprogram|reference types/.test(types), `${folder}: ambient types`)
  for (const file of [esm.default, cjs.default]) {
    const sourceType = file === esm.default ? 'module' : 'script'
    if (manifest.miniprogram)
      parse(read(resolve(folder, file)), { ecmaVersion: 2018, sourceType })
  }
  if (!manifest.miniprogram) continue
  const files = readdirSync(resolve(folder, manifest.miniprogram))
  assert.deepEqual(files, ['index.js'], `${folder}: one flat file for WeChat`)
  const packed = requireAsMiniprogram(manifest.name, vm.createContext({}))
  assert.deepEqual(Object.keys(packed).sort(), names)
  console.log(
    `${manifest.name}: ESM, CommonJS, mini program: ${names.length} exports each`,
  )
}
