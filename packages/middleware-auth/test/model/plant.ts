import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'
import type { Edit } from './faults'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Which invariants broke, in how many of the programs. */
export type Broken = Readonly<Record<string, number>>

/** Loads the package's source as the edits would have it. */
function edited(edits: readonly Edit[], times: Map<Edit, number>): Plugin {
  const src = here('../../src/')
  return {
    name: 'edited',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        if (!path.startsWith(src)) return undefined
        let contents = readFileSync(path, 'utf8')
        for (const edit of edits) {
          const pieces = contents.split(edit.find)
          times.set(edit, (times.get(edit) ?? 0) + pieces.length - 1)
          contents = pieces.join(edit.put)
        }
        return { contents, loader: 'ts' }
      })
    },
  }
}

/** The survey as one script, with the faults in it. */
async function scriptWith(edits: readonly Edit[]): Promise<string> {
  const times = new Map<Edit, number>()
  const { outputFiles } = await build({
    entryPoints: [here('survey-main.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    // The names of the invariants are what is printed.
    keepNames: true,
    external: ['fast-check', 'uvu', 'uvu/assert'],
    plugins: [edited(edits, times)],
    logLevel: 'error',
  })
  for (const edit of edits) {
    // Where the source has changed, a fault that is not there must not pass for caught.
    if (times.get(edit) === 1) continue
    throw new Error(`${times.get(edit)} times in the source, not once: ${edit.find}`)
  }
  return outputFiles[0]?.text as string
}

/**
 * Runs programs on the source with these edits, in a process of its own: so many, or until
 * they break this invariant.
 */
export async function surveyOf(
  edits: readonly Edit[],
  programs: { readonly runs: number; readonly seed: number; readonly until?: string },
): Promise<Broken> {
  const script = await scriptWith(edits)
  const { runs, seed, until = '' } = programs
  const args = ['--input-type=module', '-', `${runs}`, `${seed}`, until]
  const { NODE_V8_COVERAGE: _, ...env } = process.env
  const child = spawn(process.execPath, args, {
    env,
    cwd: here('../..'),
    timeout: 120_000,
  })
  let [told, failed] = ['', '']
  child.stdout.on('data', text => {
    told += text
  })
  child.stderr.on('data', text => {
    failed += text
  })
  const ended = new Promise(resolve => child.on('close', resolve))
  child.stdin.end(script)
  if ((await ended) !== 0) throw new Error(`the survey did not end well: ${failed}`)
  return JSON.parse(told)
}
