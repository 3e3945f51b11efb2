// A fresh process evaluates a peer's bundle, makes a client, and sends its first request.
import { readFileSync } from 'node:fs'
import { runInThisContext } from 'node:vm'
import { hostForPeer, toolsOf } from './load-peer.mjs'

const wx = hostForPeer()
const code = `${readFileSync(process.argv[2], 'utf8')};peer`
const tools = toolsOf(wx)
// The first script of a process pays for the means to run one.
runInThisContext('(function warm() { return 1 })()')

const usNow = () => Number(process.hrtime.bigint()) / 1_000
let sentAt = 0
wx.onAsked = () => {
  sentAt = usNow()
}
const startedAt = usNow()
const { create } = runInThisContext(code, { filename: process.argv[2] })
const evaluatedAt = usNow()
await create(tools).get('/orders', { page: 1, kind: 'green tea' }, { 'x-trace': 't1' })
process.send({ evaluate: evaluatedAt - startedAt, toFirstRequest: sentAt - startedAt })
process.disconnect()
