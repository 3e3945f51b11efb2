// One peer, kept warm: it runs a round whenever it is told to.
import { PerformanceObserver } from 'node:perf_hooks'
import { cpuTime, turns } from './cpu-time.mjs'
import { loadPeer } from './load-peer.mjs'

const { peer } = loadPeer(process.argv[2])
const CONCURRENT = 100
let sent = 0

function ask() {
  sent += 1
  const query = { page: sent, kind: 'green tea' }
  return peer.get('/orders', query, { 'x-trace': `t${sent}` })
}

async function sequential(count) {
  for (let i = 0; i < count; i += 1) await ask()
}

async function concurrent(count) {
  for (let i = 0; i < count; i += CONCURRENT) {
    await Promise.all(Array.from({ length: CONCURRENT }, ask))
  }
}

/** In bytes for each request: the young generation is large enough to need no collection. */
async function allocated(count) {
  const observer = new PerformanceObserver(() => {})
  globalThis.gc()
  await turns(1)
  observer.observe({ entryTypes: ['gc'] })
  const before = process.memoryUsage().heapUsed
  await sequential(count)
  const bytes = (process.memoryUsage().heapUsed - before) / count
  await turns(2)
  if (observer.takeRecords().length > 0) throw new Error('a collection came in between')
  observer.disconnect()
  return bytes
}

/** The times in µs for each request. */
const tasks = {
  sequential: async count => (await cpuTime(() => sequential(count))) / count,
  concurrent: async count => (await cpuTime(() => concurrent(count))) / count,
  allocated,
}

process.on('message', async ({ task, count }) => {
  process.send(await tasks[task](count))
})
