import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import { resolve } from 'node:path'
import { bareRealm } from './bare-realm.mjs'
import { importedBy } from './language.mjs'

const require = createRequire(import.meta.url)

/** The built packages load the ways users load them, with the same exports each time. */
export async function loadChecks(check, { folder, manifest, entries }) {
  const { name, exports, miniprogram } = manifest
  for (const entry of entries) {
    const { import: esm, require: cjs } = exports[entry]
    await check(`${name}: ${entry} exports the same as ESM and as CommonJS`, async () => {
      const names = Object.keys(await import(resolve(folder, esm.default))).sort()
      assert(names.length > 0, 'exports nothing')
      assert.deepEqual(Object.keys(require(resolve(folder, cjs.default))).sort(), names)
    })
  }

  const built = readdirSync(`${folder}/dist`, { recursive: true })
    .filter(file => /\.[cm]?[jt]s$/.test(file))
    .map(file => ({ file, code: readFileSync(`${folder}/dist/${file}`, 'utf8') }))

  await check(`${name}: depends on what its code and types import`, () => {
    const { dependencies = {}, peerDependencies = {} } = manifest
    const names = built.flatMap(({ code }) => importedBy(code))
    const imported = new Set(
      names.filter(name => !name.startsWith('.') && !isBuiltin(name)),
    )
    const wanted = Object.keys({ ...dependencies, ...peerDependencies })
    assert.deepEqual([...imported].sort(), wanted.sort())
  })

  await check(`${name}: its types want no types from around them`, () => {
    for (const { file, code } of built.filter(({ file }) => file.includes('.d.')))
      assert.doesNotMatch(code, /WechatMiniprogram|<reference/, file)
  })

  if (!miniprogram) return
  await check(`${name}: a mini program gets one flat file, with the same exports`, () => {
    assert.deepEqual(readdirSync(resolve(folder, miniprogram)), ['index.js'])
    const packed = bareRealm('node_modules').require(name)
    const names = Object.keys(require(resolve(folder, exports['.'].require.default)))
    assert.deepEqual(Object.keys(packed).sort(), names.sort())
  })
}
