// Evaluates a peer's bundle as a script of this process, with the globals of a phone.
import { readFileSync } from 'node:fs'
import { runInThisContext } from 'node:vm'
import { alwaysGood } from '../host/backend.mjs'
import { fakeWx } from '../host/fake-wx.mjs'

export const BASE_URL = 'https://api.example.com'

/** Everything a peer is given; `answerTo` can be replaced on the host. */
export function toolsOf(wx) {
  const seen = { tallied: 0 }
  const tally = () => {
    seen.tallied += 1
  }
  const credential = { accessToken: 'a0', refreshToken: 'r0' }
  return { wx, baseURL: BASE_URL, credential, tally, seen }
}

/** Some peers take the global host when they are evaluated. */
export function hostForPeer() {
  const wx = fakeWx(alwaysGood)
  globalThis.wx = wx
  globalThis.uni = wx
  return wx
}

export function evaluate(file) {
  return runInThisContext(`${readFileSync(file, 'utf8')};peer`, { filename: file })
}

/** The peer, ready to send, and its host. */
export function loadPeer(file) {
  const wx = hostForPeer()
  const { create } = evaluate(file)
  const tools = toolsOf(wx)
  return { wx, tools, create, peer: create(tools) }
}
