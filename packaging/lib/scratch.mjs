import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

let all

/** A folder outside of the repository, which goes with the process. */
export function scratch() {
  if (all === undefined) {
    // macOS keeps its own behind a link, which compilers follow.
    all = mkdtempSync(join(realpathSync(tmpdir()), 'allium-packaging-'))
    process.on('exit', () => rmSync(all, { recursive: true, force: true }))
  }
  return mkdtempSync(join(all, 'at-'))
}
