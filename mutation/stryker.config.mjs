import { join } from 'node:path'
import { sourceFiles } from './sources.mjs'

const here = import.meta.dirname
/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: sourceFiles,
  plugins: [join(here, 'uvu-runner.mjs')],
  testRunner: 'uvu',
  coverageAnalysis: 'perTest',
  // Only what the tests read is copied.
  ignorePatterns: [
    '**',
    '!tsconfig*.json',
    '!package.json',
    '!README*.md',
    '!types/**',
    '!packages/**',
    '**/dist/**',
    '**/miniprogram_dist/**',
    '**/coverage/**',
    '**/.turbo/**',
  ],
  tempDirName: 'mutation/.sandbox',
  cleanTempDir: 'always',
  buildCommand: `node ${join(here, 'bundle.mjs')}`,
  // The bundler drops the types; nothing checks them.
  disableTypeChecks: false,
  reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
  htmlReporter: { fileName: 'mutation/reports/mutation.html' },
  jsonReporter: { fileName: 'mutation/reports/mutation.json' },
  incrementalFile: 'mutation/reports/incremental.json',
  clearTextReporter: { logTests: false, reportTests: false, allowColor: false },
  thresholds: { high: 95, low: 90, break: 90 },
  // The runner has limits of its own, and needs no new process after them.
  timeoutMS: 600_000,
}
