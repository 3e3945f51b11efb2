import {
  type Client,
  createClient,
  headers,
  type Layer,
  loading,
  query,
  retry,
} from '@allium/core'
import { type ManualClock, manualClock } from '@allium/testing'
import { wxTransport } from '@allium/transport-wx'
import {
  auth,
  type CredentialStorage,
  createSession,
  type NewCredential,
  type Session,
} from '../../src/index'
import type { Chance } from './chance'
import { type Phone, phoneOf } from './host'
import { type Server, serverOf } from './server'

const ORIGIN = 'https://api.test'

/** An app with the usual layers, on a phone, before a server. */
export interface World {
  readonly clock: ManualClock
  readonly phone: Phone
  readonly server: Server
  readonly session: Session
  readonly api: Pick<Client, 'request'>
  readonly isLoadingShown: boolean
}

export function createWorld(chance: Chance, outside: readonly Layer[] = []): World {
  const clock = manualClock()
  const server = serverOf(clock, chance)
  const phone = phoneOf(clock, chance, server)
  const session = createSession({
    clock,
    storage: storageOf(clock, chance),
    random: chance.next,
    refreshRetries: { max: 1 },
    async refresh({ credential, send }) {
      const { refreshToken } = credential
      const data = { refreshToken }
      return (await send<NewCredential>({ method: 'POST', url: '/refresh', data })).data
    },
  })
  let isShown = false
  const view = {
    show: () => {
      isShown = true
    },
    hide: () => {
      isShown = false
    },
  }
  const transport = wxTransport({ host: phone })
  const base = createClient({ transport, clock, baseURL: ORIGIN, timeout: 6_000 })
  const api = outside
    .reduce<Client>((client, layer) => client.use(layer), base)
    .use(loading(view, { clock, delayMs: 100 }))
    .use(retry({ random: chance.next }))
    .use(auth({ session }))
    .use(headers({ 'X-App': 'soak' }))
    .use(query())
  return {
    clock,
    phone,
    server,
    session,
    api,
    get isLoadingShown() {
      return isShown
    },
  }
}

/** A storage that takes its time, and fails now and then. */
function storageOf(clock: ManualClock, chance: Chance): CredentialStorage {
  let kept: unknown
  const act = (effect: () => unknown) =>
    new Promise((resolve, reject) => {
      clock.setTimeout(
        () => {
          if (chance.is(2)) reject(new Error('the storage is full'))
          else resolve(effect())
        },
        chance.from(1, 30),
      )
    })
  return {
    load: () => act(() => kept),
    save: credential =>
      act(() => {
        kept = credential
      }),
    clear: () =>
      act(() => {
        kept = undefined
      }),
  }
}
