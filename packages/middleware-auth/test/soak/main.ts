// `npm run soak`: a hundred thousand requests, on a phone and before a server that fail at
// random. `ALLIUM_SOAK_REQUESTS` and `ALLIUM_SOAK_SEED` say how many, and which.
import { growthOf } from './heap'
import { soak } from './soak'

/** More than this, per request, is a leak; all that is kept of one is some kB. */
const MOST_BYTES = 8

const number = (name: string, otherwise: number): number => {
  const value = Number(process.env[name] || otherwise)
  if (Number.isInteger(value) && value > 0) return value
  throw new TypeError(`${name} is to be a whole number`)
}
const requests = number('ALLIUM_SOAK_REQUESTS', 100_000)
const seed = number('ALLIUM_SOAK_SEED', 1)

const startedAt = performance.now()
let fifth = 0
const { ends, left, asked, refreshes, logouts, heaps } = await soak({
  requests,
  seed,
  onFifth({ heaps }) {
    fifth += 1
    const heap = ((heaps[fifth - 1] ?? 0) / 2 ** 20).toFixed(2)
    console.log(`${fifth * 20} %: the heap is ${heap} MiB`)
  },
})

const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0)
const growth = growthOf(heaps, requests)
const most = requests < 50_000 ? MOST_BYTES * 20 : MOST_BYTES
console.log(`${requests} requests of seed ${seed} in ${seconds} s, ${asked} on the wire,`)
console.log(`${refreshes} refreshes, ${logouts} sessions that ended`)
console.table(ends)
console.log(`from 20 % to the end the heap grew by ${growth.toFixed(2)} B per request`)
if (Object.keys(left).length > 0) console.error('Left over:', left)
if (growth > most) console.error(`That is more than ${most} B: something is kept.`)
process.exit(Object.keys(left).length === 0 && growth <= most ? 0 : 1)
