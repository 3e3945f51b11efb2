import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** Installs what a step's lock file says, once for each state of it; tells whether it is there. */
export function installTools(step) {
  const folder = `e2e/${step}`
  const stamp = `${folder}/node_modules/.allium-setup`
  const lock = readFileSync(`${folder}/package-lock.json`)
  const wanted = createHash('sha256').update(lock).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true
  console.log(`  installing its tools (npm ci in ${folder}) …`)
  const args = ['ci', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error']
  const { status } = spawnSync('npm', args, { cwd: folder, stdio: 'inherit' })
  if (status !== 0) return false
  writeFileSync(stamp, wanted)
  return true
}
