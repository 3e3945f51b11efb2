import { type P2Server, startP2 } from '@allium/example-backends'
import { p2 } from '@allium/example-clients'
import { openPhone, type PhoneStage } from '../phone'
import { openStage } from '../stage'

export type P2Stage = PhoneStage & { readonly server: P2Server }

export async function openP2(latencyMs: number): Promise<P2Stage> {
  const host = openPhone()
  const { redeem } = host.device.login
  const server = await startP2({ latencyMs, redeem, sessionIn: 'set-cookie' })
  const shop = p2(server.url)
  const stage = openStage({
    server,
    host,
    shop,
    refreshPath: '/login',
    signIn: () => shop.session.signIn({ accessToken: server.signIn('li') }),
    expired: {
      words: "answers with the code '0002'",
      // The slots of `wxTransport`.
      atMost: 10,
    },
  })
  return Object.assign(stage, { phone: host.device, server })
}
