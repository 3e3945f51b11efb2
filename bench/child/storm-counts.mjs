// How often a peer refreshes where once is right, and whom it leaves waiting for ever.
import { expiredBackend, gate } from '../host/backend.mjs'
import { turns } from './cpu-time.mjs'
import { loadPeer, toolsOf } from './load-peer.mjs'

const { wx, create } = loadPeer(process.argv[2])
const BURST = 20

/** Longer than any peer needs that settles at all, in turns of the event loop. */
const PATIENCE = 200

/** A storm step by step; `steps` is given the means to send and to answer. */
async function scene(steps) {
  const backend = expiredBackend()
  wx.answerTo = asked => backend.answerTo(asked)
  const peer = create(toolsOf(wx))
  const ends = { answered: 0, failed: 0, sent: 0 }
  const send = (count = BURST) => {
    for (let i = 0; i < count; i += 1) {
      ends.sent += 1
      peer.get('/orders', { page: i }, {}).then(
        () => {
          ends.answered += 1
        },
        () => {
          ends.failed += 1
        },
      )
    }
  }
  await steps({ backend, send })
  await turns(PATIENCE)
  const { sent, answered, failed } = ends
  return { refreshes: backend.seen.refreshes, failed, hanging: sent - answered - failed }
}

/** Answers of this half of the requests come when the gate is opened. */
function holdHalf(backend) {
  const late = gate()
  let answers = 0
  backend.beforeAnswer = () => {
    answers += 1
    return answers > BURST / 2 && answers <= BURST ? late.promise : undefined
  }
  return late
}

const scenes = {
  /** All are denied before the refresh is answered. */
  async burst({ backend, send }) {
    send()
    await backend.whenRefreshAsked
    await turns(10)
    backend.grant()
  },
  /** More come while it is under way. */
  async held({ backend, send }) {
    send()
    await backend.whenRefreshAsked
    send()
    await turns(10)
    backend.grant()
  },
  /** Half of them are denied when it is over. */
  async late({ backend, send }) {
    const late = holdHalf(backend)
    send()
    await backend.whenRefreshAsked
    backend.grant()
    await turns(20)
    late.open()
  },
  /** The server refuses it, and half of them are denied after that. */
  async refused({ backend, send }) {
    const late = holdHalf(backend)
    send()
    await backend.whenRefreshAsked
    await turns(10)
    backend.refuse()
    await turns(20)
    late.open()
  },
}

// What a peer leaves unhandled is its own affair, and no end of the count.
process.on('unhandledRejection', () => {})

const counts = {}
for (const [name, steps] of Object.entries(scenes)) counts[name] = await scene(steps)
process.send(counts)
process.exit()
