// `npm run mutation`: plants small faults, one at a time, in the kernel's onion and
// settlement and in the auth engine, and fails where fewer than nine of ten are found by
// the tests. `npm run mutation -- onion flight` takes those files alone; what begins with
// a dash is Stryker's, `--concurrency=1` say. A run of all files writes its score into
// README.md.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { installOnce } from '../scripts/install-once.mjs'
import { forgetScore, keepScore, scoreLine } from './score.mjs'
import { sourceFiles } from './sources.mjs'

const here = import.meta.dirname
const args = process.argv.slice(2)
const names = args.filter(arg => !arg.startsWith('-'))
const unknown = names.find(
  name => !sourceFiles.some(file => file.endsWith(`/${name}.ts`)),
)
if (unknown !== undefined) {
  console.error(`${unknown} is none of the files: see mutation/sources.mjs`)
  process.exit(1)
}
const isWanted = file =>
  names.length === 0 || names.some(name => file.endsWith(`/${name}.ts`))

installOnce(here, 'Stryker')
forgetScore()
const stryker = [
  join(here, 'node_modules/@stryker-mutator/core/bin/stryker.js'),
  ...['run', join(here, 'stryker.config.mjs')],
  ...['--mutate', sourceFiles.filter(isWanted).join()],
  ...args.filter(arg => arg.startsWith('-')),
]
const { status } = spawnSync(process.execPath, stryker, {
  cwd: join(here, '..'),
  stdio: 'inherit',
})
if (status === 0) keepScore()
console.log(scoreLine() ?? 'The run has come to no end.')
process.exit(status ?? 1)
