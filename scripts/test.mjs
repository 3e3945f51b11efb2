// Everything that must hold: the gates, then the tests of every workspace. It closes with
// the line `N passed, N failed`; each gate counts as one.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

const gates = {
  lint: ['node_modules/@biomejs/biome/bin/biome', 'ci', '.', '--reporter=summary'],
  types: ['node_modules/turbo/bin/turbo', 'run', 'types', '--output-logs=errors-only'],
  'types of the scripts': ['node_modules/typescript/bin/tsc', '-p', '.'],
  build: ['node_modules/turbo/bin/turbo', 'run', 'build', '--output-logs=errors-only'],
  'built packages': ['scripts/check-packages.mjs'],
  sizes: ['scripts/check-sizes.mjs'],
  'ids of the contracts': ['scripts/check-ids.mjs'],
  documents: ['--import', 'tsx', 'scripts/check-docs.mjs'],
}

let passed = 0
let failed = 0
const count = (ok, name) => {
  if (ok) passed += 1
  else failed += 1
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}`)
}

/** Runs node; what it printed is shown where it failed. */
function node(args, cwd = '.') {
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', FORCE_COLOR: '0' }
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  if (status !== 0) console.log(stdout + stderr)
  return { ok: status === 0, text: stdout }
}

for (const [name, args] of Object.entries(gates)) count(node(args).ok, name)

/** uvu passes over a file without `.run()`, and over a pattern that fits nothing. */
function runTests(workspace) {
  const files = readdirSync(`${workspace}/test`, { recursive: true })
  const idle = files
    .filter(file => file.endsWith('.test.ts'))
    .filter(file => !readFileSync(`${workspace}/test/${file}`, 'utf8').includes('.run()'))
  for (const file of idle) count(false, `${workspace}/test/${file} runs nothing`)
  const uvu = [
    '--import',
    'tsx',
    '../../node_modules/uvu/bin.js',
    'test',
    '\\.test\\.ts$',
  ]
  const { ok, text } = node(uvu, workspace)
  const number = label => Number(text.match(new RegExp(`${label}:\\s+(\\d+)`))?.[1] ?? 0)
  const [total, good] = [number('Total'), number('Passed')]
  // A crash, or a promise that hangs, ends uvu without a summary; a hook that throws ends
  // it with exit 0 and tests that were never run.
  const bad = Math.max(total - good, ok && good > 0 ? 0 : 1)
  passed += good
  failed += bad
  console.log(`${bad === 0 ? 'ok  ' : 'FAIL'} ${workspace}: ${good} of ${good + bad}`)
}

const workspaces = ['packages', 'examples'].flatMap(folder =>
  readdirSync(folder).map(name => `${folder}/${name}`),
)
for (const workspace of workspaces) {
  if (existsSync(`${workspace}/test`)) runTests(workspace)
}

console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)
