import { drain } from '../drain'
import { type Bench, createBench } from './bench'
import { ContractFailure, show } from './expect'
import { createPatience } from './patience'
import type { ContractTransport } from './types'

/**
 * Runs one check; nothing that it opened is open afterwards. A rejection that went unhandled
 * meanwhile is a failure of the check: nobody else is sure to hear of it.
 */
export async function runCheck(
  check: (bench: Bench) => Promise<void>,
  transport: ContractTransport,
  patienceMs: number,
): Promise<void> {
  const unhandled: unknown[] = []
  const hear = (reason: unknown) => unhandled.push(reason)
  process.on('unhandledRejection', hear)
  const bench = createBench(transport, createPatience(patienceMs))
  try {
    await check(bench)
  } finally {
    await bench.close()
    await drain()
    process.off('unhandledRejection', hear)
  }
  if (unhandled.length === 0) return
  throw new ContractFailure(
    `rejections that nobody handles: expected none, found ${show(unhandled[0])}`,
  )
}
