import { DEMO_PASSWORD_MD5, startP3 } from '@allium/example-backends'
import { p3 } from '@allium/example-clients'
import { openPhone, type PhoneStage } from '../phone'
import { openStage } from '../stage'

/** P3's client speaks https alone; the phone takes it to the server. */
const ORIGIN = 'https://api.example.com'

export type P3Stage = PhoneStage & {
  /** Signs in with a token that ends so soon, by what the app is told. */
  signInFor(ms: number): Promise<void>
}

export async function openP3(latencyMs: number): Promise<P3Stage> {
  const server = await startP3({ latencyMs })
  const host = openPhone()
  host.forward(ORIGIN, server.url)
  const shop = p3(ORIGIN, { username: 'demo', password: DEMO_PASSWORD_MD5 })
  const signInFor = (ms: number) => {
    const { access_token: accessToken } = server.signIn('demo')
    return shop.session.signIn({ accessToken, expiresAt: Date.now() + ms })
  }
  const stage = openStage({
    server,
    host,
    shop,
    refreshPath: '/token',
    signIn: () => signInFor(15 * 60_000),
    expired: {
      words: 'answers 401',
      // The slots of `wxTransport`.
      atMost: 10,
    },
  })
  return Object.assign(stage, { phone: host.device, signInFor })
}
