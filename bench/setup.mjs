// Installs the peers, and builds the packages: what is measured is what ships.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { installOnce } from '../scripts/install-once.mjs'

const bench = import.meta.dirname

export function setup() {
  installOnce(bench, 'the peers')
  const turbo = 'node_modules/turbo/bin/turbo'
  execFileSync(process.execPath, [turbo, 'run', 'build', '--output-logs=errors-only'], {
    cwd: join(bench, '..'),
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
