// N requests at once whose token has expired: what each costs until it is answered, and
// what it holds while the refresh is under way.
import { expiredBackend } from '../host/backend.mjs'
import { cpuTime, turns } from './cpu-time.mjs'
import { loadPeer, toolsOf } from './load-peer.mjs'

const { wx, create } = loadPeer(process.argv[2])

/** Nothing has reached the host for ten turns. */
async function quiet({ seen }) {
  for (let before = -1; before !== seen.requests; ) {
    before = seen.requests
    await turns(10)
  }
}

function heap() {
  globalThis.gc()
  return process.memoryUsage().heapUsed
}

async function storm(count) {
  const backend = expiredBackend()
  wx.answerTo = asked => backend.answerTo(asked)
  const peer = create(toolsOf(wx))
  const before = heap()
  let calls
  const toHold = await cpuTime(async () => {
    calls = Array.from({ length: count }, (_, at) =>
      peer.get('/orders', { page: at, kind: 'green tea' }, { 'x-trace': `t${at}` }),
    )
    await backend.whenRefreshAsked
    await quiet(backend)
  })
  const heldBytes = (heap() - before) / count
  const toSettle = await cpuTime(async () => {
    backend.grant()
    await Promise.all(calls)
  })
  return { us: (toHold + toSettle) / count, heldBytes }
}

// Warm before it is measured.
for (let i = 0; i < 10; i += 1) await storm(500)
process.send(await storm(Number(process.argv[3])))
process.disconnect()
