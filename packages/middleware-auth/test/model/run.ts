import type { Scheduler } from 'fast-check'
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
  scheduler: Scheduler,
): Promise<readonly string[]> {
  forget()
  const world = createWorld(setup, scheduler)
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
