// What a folder's lock file says, installed once for each state of it. Needs Node alone.
import { execSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const INSTALL = 'npm ci --no-fund --no-audit --loglevel=error'

/** @param more goes to npm as well; throws where the install fails. */
export function installOnce(folder, what, more = '') {
  const stamp = join(folder, 'node_modules/.allium-setup')
  const lock = readFileSync(join(folder, 'package-lock.json'))
  const wanted = createHash('sha256').update(lock).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log(`Installing ${what} (npm ci) …`)
  execSync(`${INSTALL} ${more}`, { cwd: folder, stdio: 'inherit' })
  writeFileSync(stamp, wanted)
}
