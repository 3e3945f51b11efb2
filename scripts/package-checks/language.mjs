import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { parse } from 'acorn'
import ts from 'typescript'
import { stemOf } from './packages.mjs'

/** The language that phones have, and nothing of any host. */
const LANGUAGE = {
  target: ts.ScriptTarget.ES2018,
  lib: ['lib.es2018.d.ts'],
  types: [],
  allowJs: true,
  checkJs: true,
  noEmit: true,
  noResolve: true,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
}

/** "Cannot find name", in its wordings, and "does not exist on type", where newer have it. */
const UNKNOWN = new Set([2304, 2552, 2580, 2581, 2582, 2583, 2584, 2591, 2592, 2593])
const YOUNGER = 2550
/** These are known to TypeScript, and are ways around the list all the same. */
const WAYS_AROUND = new Set(['globalThis', 'eval'])

/** The built code is ES2018, and takes from its host what package.json says, no more. */
export async function languageChecks(check, packages) {
  const entries = packages.flatMap(({ folder, manifest, entries }) =>
    entries.map(entry => ({
      name: join(manifest.name, entry),
      expected: manifest.allium?.[entry]?.host,
      forms: formsOf(folder, stemOf(entry)).map(withWhatItImports),
    })),
  )
  const program = ts.createProgram(
    entries.flatMap(({ forms }) => forms.flat()),
    LANGUAGE,
  )

  for (const { name, expected, forms } of entries) {
    await check(`${name}: its syntax is ES2018`, () => {
      for (const file of forms.flat()) {
        const sourceType = file.endsWith('.mjs') ? 'module' : 'script'
        try {
          parse(readFileSync(file, 'utf8'), { ecmaVersion: 2018, sourceType })
        } catch (error) {
          assert.fail(`${file}: ${error.message}`)
        }
      }
    })
    await check(`${name}: its functions are called as in the source`, () => {
      for (const file of forms.flat())
        assert.deepEqual(renamedIn(readFileSync(file, 'utf8')), [], file)
    })
    const said = expected?.length > 0 ? expected.join(', ') : 'nothing'
    await check(`${name}: takes from its host: ${said}`, () => {
      assert(expected, 'package.json does not say, under allium')
      for (const files of forms) {
        const found = new Set(files.flatMap(file => namesFromOutside(program, file)))
        assert.deepEqual([...found].sort(), expected, files[0])
      }
    })
  }
}

/** ESM, CommonJS, and the mini program's. */
const formsOf = (folder, stem) =>
  [`dist/${stem}.mjs`, `dist/${stem}.cjs`, `miniprogram_dist/${stem}.js`]
    .map(file => join(folder, file))
    .filter(file => existsSync(file))

/** A file and all that it imports of its own package. */
function withWhatItImports(file) {
  const own = importedBy(readFileSync(file, 'utf8')).filter(name => name.startsWith('.'))
  return [file, ...own.flatMap(name => withWhatItImports(join(file, '..', name)))]
}

/** `query2`: a bundler calls a function so that has the name of the one around it. */
function renamedIn(code) {
  const named = [...code.matchAll(/\b(?:function\*?|class) (\w+)/g)].map(
    ([, name]) => name,
  )
  return named.filter(
    name => /\d$/.test(name) && named.includes(name.replace(/\d+$/, '')),
  )
}

/** Names that neither the file nor the language declares, and modules of Node. */
function namesFromOutside(program, path) {
  const file = program.getSourceFile(path)
  const names = program
    .getSemanticDiagnostics(file)
    .filter(({ code }) => UNKNOWN.has(code) || code === YOUNGER)
    .map(({ start, length }) => file.text.slice(start, start + length))
  const visit = node => {
    if (ts.isIdentifier(node) && WAYS_AROUND.has(node.text)) names.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return [...names, ...importedBy(file.text).filter(isBuiltin)]
}

/** What code imports or requires, by name. */
export const importedBy = code =>
  ts.preProcessFile(code, true, true).importedFiles.map(({ fileName }) => fileName)
