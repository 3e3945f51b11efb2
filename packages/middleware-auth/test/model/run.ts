import type { Scheduler } from 'fast-check'
import type { Command } from './commands'
import { conclude } from './conclude'
import { interpret } from './interpret'
import { forget } from './in-the-end'
import { listen } from './listen'
import { look } from './look'
import type { Setup } from './setup'
import { createWorld } from './world'

/** Runs a program; throws where an invariant does not hold. */
export async function run(
  setup: Setup,
  program: readonly Command[],
  scheduler: Scheduler,
): Promise<void> {
  forget()
  const world = createWorld(setup, scheduler)
  const { ledger } = world
  listen(world)
  try {
  for (const command of program) {
    await interpret(world, command)
    look(ledger)
    if (ledger.ignored) return
    if (ledger.broken) throw ledger.broken
  }
  await conclude(world)
  } catch (e) { if (!ledger.ignored) throw e }
    if (ledger.ignored) return
  if (ledger.broken) throw ledger.broken
}
