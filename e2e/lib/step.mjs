/** The exit code of a step that could not be run. */
export const NOT_RUN = 77

/** Thrown where a step cannot be run here: something of the system is missing. */
export class NotRun extends Error {}

/**
 * Runs a step, and ends the process. `run` gets `check(name, run)`, which runs one check and
 * tells what came of it; a step without a check has failed.
 */
export async function step(run) {
  const counts = { passed: 0, failed: 0 }
  const check = async (name, test) => {
    try {
      await test()
      counts.passed += 1
      console.log(`  ok   ${name}`)
    } catch (error) {
      counts.failed += 1
      console.log(`  FAIL ${name}`, error)
    }
  }
  process.exit(await outcome(() => run(check), counts))
}

async function outcome(run, counts) {
  try {
    await run()
  } catch (error) {
    if (error instanceof NotRun) {
      console.log(`  not run: ${error.message}`)
      // What was seen to fail before has failed.
      return counts.failed === 0 ? NOT_RUN : 1
    }
    console.log(error)
    return 1
  }
  return counts.failed === 0 && counts.passed > 0 ? 0 : 1
}
