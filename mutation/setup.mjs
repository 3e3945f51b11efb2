// Installs what mutation testing needs, once for each state of its lock file.
import { execSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const here = import.meta.dirname

export function setup() {
  const stamp = join(here, 'node_modules/.allium-setup')
  const lock = readFileSync(join(here, 'package-lock.json'))
  const wanted = createHash('sha256').update(lock).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('Installing Stryker (npm ci) …')
  const install = 'npm ci --no-fund --no-audit --loglevel=error'
  execSync(install, { cwd: here, stdio: 'inherit' })
  writeFileSync(stamp, wanted)
}
