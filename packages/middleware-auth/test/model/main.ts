import { report, search } from './search'

const { env } = process
const seed = Number(env.ALLIUM_MODEL_SEED ?? 1)
const path = env.ALLIUM_MODEL_PATH
const found = await search({ runs: Number(env.ALLIUM_MODEL_RUNS ?? 2000), seed, path, shrinks: !env.NOSHRINK })
console.log(report(found) ?? `${found.numRuns} ok`)
