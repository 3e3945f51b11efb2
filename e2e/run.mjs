// Proof in real tools: each step is a folder with an install of its own, which the ordinary
// one leaves out. `node e2e/run.mjs [step …]` runs these steps, or all of them.
import { spawnSync } from 'node:child_process'
import { NOT_RUN } from './lib/step.mjs'
import { packPackages } from './lib/tarballs.mjs'
import { installTools } from './lib/tools.mjs'

const STEPS = ['packer', 'engines', 'browser', 'uni-app']
/** A step that takes longer hangs. */
const LIMIT_MS = 8 * 60_000

const wanted = process.argv.slice(2)
const unknown = wanted.filter(name => !STEPS.includes(name))
if (unknown.length > 0) {
  console.error(`no step ${unknown.join(', ')}; there are: ${STEPS.join(', ')}`)
  process.exit(1)
}

const outcomes = { passed: 0, failed: 0, 'not run': 0 }
const tarballs = packPackages()
for (const name of wanted.length > 0 ? wanted : STEPS) {
  const startedAt = Date.now()
  console.log(`\n${name}`)
  const outcome = run(name)
  outcomes[outcome] += 1
  console.log(`${name}: ${outcome}, ${Math.round((Date.now() - startedAt) / 1000)} s`)
}
tarballs.remove()

const { passed, failed, 'not run': notRun } = outcomes
const isComplete = notRun === 0 || process.env.CI !== 'true'
console.log(`\n${passed} steps passed, ${failed} failed, ${notRun} not run`)
process.exit(failed === 0 && isComplete ? 0 : 1)

function run(name) {
  if (!installTools(name)) return 'failed'
  const args = ['--import', 'tsx', `e2e/${name}/run.mjs`, tarballs.folder]
  const env = { ...process.env, FORCE_COLOR: '0' }
  const { status, error } = spawnSync(process.execPath, args, {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: LIMIT_MS,
  })
  if (error) console.error(error.message)
  if (status === NOT_RUN) return 'not run'
  return status === 0 ? 'passed' : 'failed'
}
