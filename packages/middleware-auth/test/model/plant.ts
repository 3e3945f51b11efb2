import { execFile } from 'node:child_process'
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
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
  const files = readdirSync(folder).map(name => join(folder, name))
  for (const { find, put } of edits) {
    const times = (file: string) => readFileSync(file, 'utf8').split(find).length - 1
    const found = files.filter(file => times(file) > 0)
    const [file = '', ...others] = found
    // Where the source has changed, a fault that is not there must not pass for caught.
    if (found.length === 0) throw new Error(`nowhere in the source: ${find}`)
    if (others.length > 0 || times(file) > 1) throw new Error(`more than once: ${find}`)
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(find, () => put),
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
    patch(join(folder, 'src'), edits)
    const config = join(folder, 'tsconfig.json')
    writeFileSync(config, JSON.stringify(tsconfig(folder)))
    // Said to be none: left out, Node would hand it on.
    const outer = { ...process.env, NODE_V8_COVERAGE: undefined }
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
