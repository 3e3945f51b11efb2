import { type P0Server, startP0 } from '@allium/example-backends'
import { p0 } from '@allium/example-clients'
import { openPhone, type PhoneStage } from '../phone'
import { openStage } from '../stage'

export type P0Stage = PhoneStage & { readonly server: P0Server }

export async function openP0(latencyMs: number): Promise<P0Stage> {
  const server = await startP0({ latencyMs })
  const host = openPhone()
  const shop = p0(server.url)
  const stage = openStage({
    server,
    host,
    shop,
    refreshPath: '/Login/RefreshToken',
    signIn: () => shop.session.signIn(server.signIn('li')),
    expired: {
      words: 'answers 401',
      // The slots of `wxTransport`.
      atMost: 10,
    },
  })
  return Object.assign(stage, { phone: host.device, server })
}
