import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Edit } from './faults'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Which invariants broke, in how many of the programs. */
export type Broken = Readonly<Record<string, number>>

/** What the edits ask for, in a copy of the source. */
function patch(folder: string, edits: readonly Edit[]): void {
  for (const { file, find, put } of edits) {
    const path = join(folder, 'src', file)
    const text = readFileSync(path, 'utf8')
    const times = text.split(find).length - 1
    // Where the source has changed, a fault that is not planted must not pass for caught.
    if (times !== 1) throw new Error(`${file} has it ${times} times, not once: ${find}`)
    writeFileSync(
      path,
      text.replace(find, () => put),
    )
  }
}

/** The tree's own, but for the package that has the fault. */
function tsconfig(folder: string): object {
  const source = (name: string) => [here(`../../../${name}/src/index.ts`)]
  const paths = {
    '@allium/core': source('core'),
    '@allium/testing': source('testing'),
    '@allium/middleware-auth': [join(folder, 'src/index.ts')],
  }
  return {
    extends: here('../../../../tsconfig.base.json'),
    compilerOptions: { paths },
  }
}

/**
 * Runs programs on a copy of the source with these edits, in a process of its own: so many,
 * or until they break this invariant.
 */
export async function surveyOf(
  edits: readonly Edit[],
  programs: { readonly runs: number; readonly seed: number; readonly until?: string },
): Promise<Broken> {
  const folder = mkdtempSync(join(tmpdir(), 'allium-model-'))
  try {
    cpSync(here('../../src'), join(folder, 'src'), { recursive: true })
    patch(folder, edits)
    const config = join(folder, 'tsconfig.json')
    writeFileSync(config, JSON.stringify(tsconfig(folder)))
    const { NODE_V8_COVERAGE: _, ...outer } = process.env
    const env = { ...outer, TSX_TSCONFIG_PATH: config }
    const { runs, seed, until = '' } = programs
    const main = ['--import', 'tsx', here('survey-main.ts'), `${runs}`, `${seed}`, until]
    const options = { env, cwd: here('../..'), timeout: 120_000 }
    const { stdout } = await promisify(execFile)(process.execPath, main, options)
    return JSON.parse(stdout)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
