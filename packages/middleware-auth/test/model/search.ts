import fc, { type RunDetails } from 'fast-check'
import type { Command } from './commands'
import { Broken } from './invariants/check'
import { programs } from './programs'
import { run } from './run'
import { type Setup, setups } from './setup'

/** How many programs, and which. */
export interface Search {
  readonly runs: number
  readonly seed: number
  /** That of a counter-example, to see it alone. */
  readonly path?: string | undefined
}

/** A program is data: on what it runs, what happens, and in which order promises settle. */
type Program = [setup: Setup, commands: readonly Command[], order: number]

const property = (check: (...program: Program) => Promise<void>) =>
  fc.asyncProperty<Program>(setups, programs, fc.nat(), check)

/** Runs random programs; the first that breaks an invariant is made small. */
export function search({
  runs: numRuns,
  seed,
  path,
}: Search): Promise<RunDetails<Program>> {
  const check = property(async (...program) => void (await run(...program)))
  return fc.check(check, { seed, numRuns, ...(path !== undefined && { path }) })
}

/** What broke, in which program, and how to see it again; `undefined` where nothing did. */
export function report(found: RunDetails<Program>): string | undefined {
  const { failed, seed, counterexample, counterexamplePath, errorInstance } = found
  if (!failed) return undefined
  const [setup, commands = [], order] = counterexample ?? []
  return [
    `${(errorInstance as Error | null)?.message}`,
    `on ${JSON.stringify(setup)}, in the order ${order}:`,
    ...commands.map(command => `  ${JSON.stringify(command)}`),
    `again: ALLIUM_MODEL_SEED=${seed} ALLIUM_MODEL_PATH=${counterexamplePath}`,
  ].join('\n')
}

/** How often a thing was seen. */
export type Tally = Map<string, number>

/** What was seen in many programs. */
export interface Survey {
  /** Which invariants broke first, and in how many programs. */
  readonly broken: Tally
  /** What happened in those that broke none. */
  readonly happened: Tally
}

/** Runs random programs, whatever they break, or until they break this invariant. */
export async function survey({
  runs: numRuns,
  seed,
  until,
}: Pick<Search, 'runs' | 'seed'> & { readonly until?: string }): Promise<Survey> {
  const [broken, happened]: [Tally, Tally] = [new Map(), new Map()]
  const count = (tally: Tally, what: string) =>
    tally.set(what, (tally.get(what) ?? 0) + 1)
  const check = property(async (...program) => {
    try {
      const log = await run(...program)
      for (const what of new Set(log.map(kindOf))) count(happened, what)
    } catch (error) {
      if (!(error instanceof Broken)) throw error
      count(broken, error.invariant)
      if (error.invariant === until) throw error
    }
  })
  const { errorInstance } = await fc.check(check, { seed, numRuns, endOnFailure: true })
  if (errorInstance && !(errorInstance instanceof Broken)) throw errorInstance
  return { broken, happened }
}

/** A line of the log without what differs from program to program. */
function kindOf(line: string): string {
  return line
    .replace(/ ?\b[A-Z]\d+(\.[ar]\d+)?\b/g, '')
    .replace(/ ?#\d+/, '')
    .replace(/\/c\d+/, '/c')
    .replace(/(refresh\(\)|save|\?) \d+/, '$1')
}
