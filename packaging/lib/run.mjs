import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'

const COMMON = { encoding: 'utf8', maxBuffer: 2 ** 26 }

/**
 * Runs a command and returns what it printed. Where it fails, the error that is thrown
 * holds what it printed as `stdout` and `stderr`.
 */
export const run = (command, args, options) =>
  execFileSync(command, args, {
    ...COMMON,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  })

/** The same, for what talks to a server of this process. */
export async function runBeside(command, args, options) {
  const { stdout } = await promisify(execFile)(command, args, { ...COMMON, ...options })
  return stdout
}
