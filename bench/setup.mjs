// Installs what the benchmarks need, once for each state of their lock file, and builds
// the packages: what is measured is what ships.
import { execFileSync, execSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const bench = import.meta.dirname

export function setup() {
  const stamp = join(bench, 'node_modules/.allium-setup')
  const lock = readFileSync(join(bench, 'package-lock.json'))
  const wanted = createHash('sha256').update(lock).digest('hex')
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    console.log('Installing the peers (npm ci) …')
    const install = 'npm ci --no-fund --no-audit --loglevel=error'
    execSync(install, { cwd: bench, stdio: 'inherit' })
    writeFileSync(stamp, wanted)
  }
  const turbo = 'node_modules/turbo/bin/turbo'
  execFileSync(process.execPath, [turbo, 'run', 'build', '--output-logs=errors-only'], {
    cwd: join(bench, '..'),
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
