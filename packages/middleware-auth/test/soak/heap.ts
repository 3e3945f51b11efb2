import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** What is in use when all that can be collected is, in bytes. */
export function heapUsed(): number {
  // The first pass frees what waits for a finalizer, the second what that has held.
  collect()
  collect()
  return process.memoryUsage().heapUsed
}

/** By how much it grew from the first mark, when all is warm, to the last, per request. */
export function growthOf(heaps: readonly number[], requests: number): number {
  const [first = 0] = heaps
  const last = heaps[heaps.length - 1] ?? 0
  const share = (heaps.length - 1) / heaps.length
  return (last - first) / (requests * share)
}
