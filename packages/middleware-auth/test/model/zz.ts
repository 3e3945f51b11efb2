import fc from 'fast-check'
import { programs } from './programs'
import { run } from './run'
import { setups } from './setup'

const [runs, seed] = process.argv.slice(2).map(Number) as [number, number]
const only = process.argv[4] as string
const r = await fc.check(
  fc.asyncProperty(setups, programs, fc.scheduler(), async (...p) => {
    try {
      await run(...p)
    } catch (e) {
      if ((e as any).invariant === only) throw e
    }
  }),
  { seed, numRuns: runs },
)
console.log(
  (r.errorInstance as Error)?.message,
  JSON.stringify(r.counterexample?.[0]),
  '\n',
  (r.counterexample?.[1] ?? []).map(c => JSON.stringify(c)).join('\n'),
  `${r.counterexample?.[2]}`,
  r.counterexamplePath,
)
