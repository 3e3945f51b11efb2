// Makes a module of each test file, with the mutated sources in what they share. Runs once,
// in Stryker's copy of the repository.
import { build } from 'esbuild'
import { testFiles } from './tests.mjs'

await build({
  entryPoints: testFiles(),
  outbase: '.',
  outdir: '.',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  // Names that are taken twice are still what the source says: a layer's is announced.
  keepNames: true,
  chunkNames: 'packages/core/test/chunk-[hash]',
  logLevel: 'warning',
})
