import {
  DEMO_PASSWORD_MD5,
  type P3Credential,
  type P3Options,
  startP3,
} from '@allium/example-backends'
import { p3 } from '../src/index'
import { benchOf } from './bench'
import { openPhone, type Phone } from './phone'
import { replace, whenOver } from './tidy-up'

export const BASE_URL = 'https://api.example.com'

export interface P3BenchOptions extends P3Options {
  /** What stands in the storage at the start, if not a good credential. */
  readonly kept?: 'nothing' | 'an expired token'
  /** @default DEMO_PASSWORD_MD5 */
  readonly password?: string
}

/** A phone before P3. `https://….example.com` is the server, as if TLS ended before it. */
export async function openP3(options: P3BenchOptions = {}) {
  const { kept, password = DEMO_PASSWORD_MD5, ...more } = options
  const phone = await openPhone()
  const { now } = phone.clock
  const server = await startP3({ now, ...more })
  whenOver(server.close)
  const credential = server.signIn()
  if (kept === 'an expired token') credential.expires_in = now()
  if (kept !== 'nothing') phone.wx.setStorageSync('token', JSON.stringify(credential))
  const asked = throughTLS(phone, server.url)
  const bench = benchOf(phone, server, p3(BASE_URL, { username: 'u1', password }))
  return { ...bench, asked, keptNow: () => keptIn(phone) }
}

/** What the app has asked for, as it named it. */
function throughTLS({ wx }: Phone, serverURL: string): string[] {
  const asked: string[] = []
  const request: typeof wx.request = options => {
    asked.push(options.url)
    const url = options.url.replace(/^https:\/\/\w+\.example\.com/, serverURL)
    return wx.request({ ...options, url })
  }
  // There is no `wx` where an app runs on `uni`.
  replace(globalThis, { uni: { ...wx, request }, wx: undefined })
  return asked
}

function keptIn(phone: Phone): P3Credential | undefined {
  const { token } = phone.stored()
  return typeof token === 'string' ? JSON.parse(token) : undefined
}
