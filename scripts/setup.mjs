// Installs what the lock file says, once for each state of the lock file. Needs Node alone,
// so that every other script can start with it on a fresh clone.
import { execSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const [major] = process.versions.node.split('.')
if (Number(major) < 20) {
  console.error(`Node 20 or later is needed; this is ${process.version}`)
  process.exit(1)
}

const stamp = 'node_modules/.allium-setup'
const wanted = createHash('sha256')
  .update(readFileSync('package-lock.json'))
  .digest('hex')
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.log('Installing the development tools (npm ci) …')
  execSync('npm ci --no-fund --no-audit --loglevel=error', { stdio: 'inherit' })
  writeFileSync(stamp, wanted)
}
