/**
 * Runs checks one by one: a line for each, and why where one fails.
 *
 * @returns `check(name, run)`, and what came of all of them
 */
export function countedChecks() {
  const counts = { passed: 0, failed: 0 }
  const check = async (name, run) => {
    try {
      await run()
      counts.passed += 1
      console.log(`ok   ${name}`)
    } catch (error) {
      counts.failed += 1
      console.log(`FAIL ${name}\n${indented(reasonOf(error))}`)
    }
  }
  return { check, counts }
}

// What a child process printed says more than that it failed.
const reasonOf = ({ stdout, stderr, message }) =>
  [stdout, stderr].filter(Boolean).join('\n').trim() || message

const indented = text => text.replace(/^/gm, '     ')

/** Tells how many passed, and sets the exit code. */
export function conclude({ passed, failed }) {
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1
}
