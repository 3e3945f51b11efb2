import fc, { type RunDetails, type Scheduler } from 'fast-check'
import { type Command, programs } from './commands'
import { run } from './run'
import { type Setup, setups } from './setup'

/** Where to look for a program that breaks an invariant. */
export interface Search {
  readonly runs: number
  readonly seed: number
  /** That of a counter-example, to see it alone. */
  readonly path?: string | undefined
  /** Whether a counter-example is made small. */
  readonly shrinks?: boolean
}

type Found = RunDetails<[Setup, readonly Command[], Scheduler]>

/** Runs so many random programs. */
export async function search({ runs, seed, path, shrinks = true }: Search): Promise<Found> {
  const property = fc.asyncProperty<[Setup, readonly Command[], Scheduler]>(setups, programs, fc.scheduler(), run)
  return fc.check(property, {
    seed,
    numRuns: runs,
    endOnFailure: !shrinks,
    ...(path !== undefined && { path }),
  })
}

/** What broke, on what, and how to see it again; `undefined` where nothing did. */
export function report({ failed, seed, counterexamplePath, ...found }: Found) {
  if (!failed) return undefined
  const [setup, program, scheduler] = found.counterexample ?? []
  const lines = program?.map(command => `  ${JSON.stringify(command)}`) ?? []
  return [
    `${(found.errorInstance as Error | null)?.message ?? 'interrupted'}`,
    `setup: ${JSON.stringify(setup)}`,
    'program:',
    ...lines,
    `${scheduler}`,
    `again: ALLIUM_MODEL_SEED=${seed} ALLIUM_MODEL_PATH=${counterexamplePath}`,
  ].join('\n')
}
