import fc, { type Scheduler } from 'fast-check'
import type { Command } from './commands'
import { conclude } from './conclude'
import { interpret } from './interpret'
import { forget } from './invariants/at-rest'
import { listen } from './listen'
import type { Setup } from './setup'
import { createWorld } from './world'

/** Runs a program, and tells what happened; throws where an invariant does not hold. */
export async function run(
  setup: Setup,
  program: readonly Command[],
  order: number,
): Promise<readonly string[]> {
  forget()
  const world = createWorld(setup, schedulerOf(order))
  const { ledger } = world
  listen(world)
  for (const command of program) {
    await interpret(world, command)
    if (ledger.broken) throw ledger.broken
  }
  await conclude(world)
  if (ledger.broken) throw ledger.broken
  return ledger.log
}

/** fast-check's scheduler; the same number always gives the same one. */
function schedulerOf(order: number): Scheduler {
  const [scheduler] = fc.sample(fc.scheduler(), { seed: order, numRuns: 1 })
  return scheduler as Scheduler
}
