import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder outside of the repository, which goes with the process. */
export function scratch() {
  const folder = mkdtempSync(join(tmpdir(), 'allium-e2e-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}
