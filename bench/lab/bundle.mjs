// Every peer becomes one minified script of ES2018, as an app's bundler would make it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const bench = join(import.meta.dirname, '..')
const scratch = mkdtempSync(join(tmpdir(), 'allium-bench-'))
process.on('exit', () => rmSync(scratch, { recursive: true }))

const options = {
  bundle: true,
  minify: true,
  target: 'es2018',
  platform: 'browser',
  write: false,
  metafile: true,
  logLevel: 'silent',
  // Not the repository's: its paths lead to the sources, and what ships is the build.
  tsconfigRaw: '{}',
}

/** The sources in the place of the build: almost the same bytes, and told by file. */
const sources = Object.fromEntries(
  ['core', 'middleware-auth', 'transport-wx'].map(name => [
    `@allium/${name}`,
    join(bench, '../packages', name, 'src/index.ts'),
  ]),
)

function bundleOf(code, more) {
  return build({
    ...options,
    ...more,
    format: 'esm',
    stdin: { contents: code, resolveDir: bench, loader: 'ts' },
  })
}

/** What a module that says `code` weighs, tree-shaken. */
export async function weigh(code) {
  const { outputFiles } = await bundleOf(code)
  const { contents } = outputFiles[0]
  const gzipped = gzipSync(contents, { level: 9 }).length
  return { minified: contents.length, gzipped }
}

/** Where the minified bytes come from, the most first. */
export async function bytesByFile(code) {
  const { metafile } = await bundleOf(code, { alias: sources })
  const [{ inputs }] = Object.values(metafile.outputs)
  return Object.entries(inputs)
    .map(([file, { bytesInOutput }]) => [
      file.replace(/^(.*\/)?(packages|node_modules|examples)\//, ''),
      bytesInOutput,
    ])
    .filter(([, bytes]) => bytes > 0)
    .sort(([, one], [, other]) => other - one)
}

/** A peer's adapter as a script that defines `peer`. */
export async function scriptOf(peer) {
  const { outputFiles } = await build({
    ...options,
    format: 'iife',
    globalName: 'peer',
    entryPoints: [join(bench, 'peers', `${peer}.mjs`)],
    // A polyfill that looks for XMLHttpRequest; fetch is given.
    alias: { 'isomorphic-fetch': join(bench, 'host/nothing.mjs') },
  })
  const file = join(scratch, `${peer}.js`)
  writeFileSync(file, outputFiles[0].contents)
  return file
}
