import {
  type P0Options,
  type P0Server,
  startP0,
  type TokenPair,
} from '@allium/example-backends'
import { p0 } from '../src/index'
import { benchOf } from './bench'
import { openPhone } from './phone'
import { whenOver } from './tidy-up'

export const REFRESH_PATH = '/Login/RefreshToken'

/** A phone before P0; `signIn` says what is kept on it. */
export async function openP0(
  options: P0Options = {},
  signIn = (server: P0Server): Partial<TokenPair> => server.signIn(),
) {
  const phone = await openPhone()
  const server = await startP0({ now: phone.clock.now, ...options })
  whenOver(server.close)
  for (const [key, token] of Object.entries(signIn(server))) {
    phone.wx.setStorageSync(key, token)
  }
  return benchOf(phone, server, p0(server.url))
}
