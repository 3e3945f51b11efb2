import { type P1Server, startP1 } from '@allium/example-backends'
import { p1 } from '@allium/example-clients'
import { openPhone, type PhoneStage } from '../phone'
import { openStage } from '../stage'

export type P1Stage = PhoneStage & { readonly server: P1Server }

export async function openP1(latencyMs: number): Promise<P1Stage> {
  const host = openPhone()
  const server = await startP1({ latencyMs, redeem: host.device.login.redeem })
  const shop = p1(server.url)
  const stage = openStage({
    server,
    host,
    shop,
    refreshPath: '/v1/api/imiMini/login',
    signIn: () => shop.session.signIn({ accessToken: server.signIn('li') }),
    expired: {
      words: 'answers with the code 408',
      // The lane is one request wide.
      atMost: 1,
    },
  })
  return Object.assign(stage, { phone: host.device, server })
}
