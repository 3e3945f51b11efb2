import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'

// The repository's: a tool of this folder brings an old one.
const ts = createRequire(resolve('package.json'))('typescript')

const COMMON = {
  strict: true,
  exactOptionalPropertyTypes: true,
  target: 'es2018',
  types: [],
  outDir: 'out',
}

/** How a project may be set up. One with `node16` writes both kinds of module. */
export const MODES = {
  'node16, ES module': { file: 'use.mts', options: { module: 'node16' } },
  'node16, CommonJS': { file: 'use.cts', options: { module: 'node16' } },
  bundler: {
    file: 'use.ts',
    options: { module: 'esnext', moduleResolution: 'bundler' },
  },
}

/** Compiles a project as `tsc` would, dependencies' types included, into `out/`. */
export function compile(folder, { lib, lacksTypes = false }, { file, options }) {
  const ofProject = { lib, skipLibCheck: lacksTypes }
  const config = {
    compilerOptions: { ...COMMON, ...ofProject, ...options },
    files: [file],
  }
  const parsed = ts.parseJsonConfigFileContent(config, ts.sys, folder)
  const program = ts.createProgram(parsed.fileNames, parsed.options, cachingHost(parsed))
  const problems = [...parsed.errors, ...ts.getPreEmitDiagnostics(program)]
  const host = ts.createCompilerHost(parsed.options)
  const text = ts.formatDiagnostics(problems, {
    ...host,
    getCurrentDirectory: () => folder,
  })
  assert.equal(problems.length, 0, text)
  const names = program.getSourceFiles().map(({ fileName }) => fileName)
  const types = names.filter(name => name.startsWith(join(folder, 'node_modules')))
  assert(types.length > 0, 'no types of any package were read')
  program.emit()
}

const libraries = new Map()

/** TypeScript's own files are parsed once for all projects; they take the longest. */
function cachingHost({ options }) {
  const host = ts.createCompilerHost(options)
  const { getSourceFile } = host
  const own = host.getDefaultLibLocation()
  host.getSourceFile = (name, ...rest) => {
    if (!name.startsWith(own)) return getSourceFile(name, ...rest)
    if (!libraries.has(name)) libraries.set(name, getSourceFile(name, ...rest))
    return libraries.get(name)
  }
  return host
}
