// Runs the model for longer than the tests do. `ALLIUM_MODEL_RUNS` says how many programs,
// `ALLIUM_MODEL_SEED` and `ALLIUM_MODEL_PATH` show again what has failed.
import { report, search } from './search'
import { settings } from './settings'

/** Each batch has a seed of its own, so that a failure needs no more than its batch. */
const BATCH = 2_000

const { runs, seed, path } = settings(process.env, { runs: 200_000, seed: 1 })

let done = 0
for (let batch = seed; done < runs; batch += 1) {
  const count = Math.min(BATCH, runs - done)
  const found = await search({ runs: count, seed: batch, path })
  const failure = report(found)
  if (failure !== undefined) {
    console.error(failure)
    process.exit(1)
  }
  done += count
  console.log(`${done} of ${runs} programs, the last of seed ${batch}`)
  if (path !== undefined) break
}
