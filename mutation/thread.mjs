// Runs test files in a thread of their own, with one mutant awake or none. A thread is a
// fresh start: no module, timer or promise of another mutant is left in it.
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'

const { modules, activeMutant, hitLimit, testId } = workerData

// What Stryker's instrumented sources look at.
const stryker = { activeMutant, currentTestId: testId, hitLimit, hitCount: 0 }
globalThis.__stryker__ = stryker

globalThis.UVU_DEFER = 1
globalThis.UVU_INDEX = 0
// What uvu says of a test that fails, before it ends the thread.
process.stdout.write = said => {
  if (said.includes(' FAIL ')) parentPort.postMessage({ said })
  return true
}
const { exec } = await import('uvu')
for (const [at, path] of modules.entries()) {
  parentPort.postMessage({ at })
  globalThis.UVU_QUEUE.length = 0
  globalThis.UVU_QUEUE.push([null])
  await import(pathToFileURL(path).href)
  // Ends the thread at the first test that fails.
  await exec(true)
}
parentPort.postMessage({ passed: true, coverage: stryker.mutantCoverage })
process.exit(0)
