import { type P1Options, startP1 } from '@allium/example-backends'
import * as assert from 'uvu/assert'
import { p1 } from '../src/index'
import { benchOf } from './bench'
import { openPhone } from './phone'
import { whenOver } from './tidy-up'

export const LOGIN_PATH = '/v1/api/imiMini/login'

export interface P1BenchOptions extends P1Options {
  /** What hot URLs end in. */
  readonly hotURLs?: readonly string[]
  /** @default true */
  readonly isSignedIn?: boolean
}

/** A phone before P1, whose codes the server redeems. */
export async function openP1(options: P1BenchOptions = {}) {
  const { hotURLs, isSignedIn = true, ...more } = options
  const phone = await openPhone()
  const { redeem } = phone.login
  const server = await startP1({ now: phone.clock.now, redeem, ...more })
  whenOver(server.close)
  if (isSignedIn) phone.wx.setStorageSync('LOGIN_B_T', server.signIn())
  return benchOf(phone, server, p1(server.url, hotURLs))
}

export type P1Bench = Awaited<ReturnType<typeof openP1>>

/** So many logins, each with a code of its own; so often was a spent token shown; never two at once. */
export function assertTokens(
  { server, login }: P1Bench,
  { logins, reuses = 0 }: { logins: number; reuses?: number },
): void {
  assert.equal(server.stats, {
    refreshes: logins,
    codes: logins,
    codeReuses: 0,
    tokenReuses: reuses,
    parallelUses: 0,
    maxInFlight: 1,
  })
  assert.equal([login.calls, login.codes.length], [logins, logins])
}
