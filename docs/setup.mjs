// Installs what the site is built with, once for each state of its lock file.
import { execSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const docs = import.meta.dirname

export function setup() {
  const stamp = join(docs, 'node_modules/.allium-setup')
  const lock = readFileSync(join(docs, 'package-lock.json'))
  const wanted = createHash('sha256').update(lock).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('Installing VitePress (npm ci) …')
  const install = 'npm ci --no-fund --no-audit --loglevel=error'
  execSync(install, { cwd: docs, stdio: 'inherit' })
  writeFileSync(stamp, wanted)
}
