import type { AuthEvents, LogoutReason } from '@allium/middleware-auth'
import { react } from './acts'
import type { EventName } from './commands'
import { check, type Invariant } from './invariants/check'
import { onLogout } from './invariants/on-logout'
import { look } from './invariants/on-look'
import { onFailure, onFlight, onSuccess } from './invariants/on-refresh'
import type { Ledger } from './ledger'
import { tellsToken } from './tokens'
import type { World } from './world'

const names: readonly EventName[] = [
  'refresh:start',
  'refresh',
  'refresh:error',
  'logout',
]

/** Notes all that the session tells, before anybody else does something about it. */
export function listen(world: World): void {
  const { session, ledger, clients } = world
  for (const name of names) {
    session.on(name, payload => {
      const { reason, outcome } = payload as { reason?: string; outcome?: string }
      ledger.told.all += 1
      ledger.note([name, reason ?? outcome].filter(Boolean).join(' '))
      check([eventsTellNoToken], payload, ledger)
      hear[name](ledger, payload as never)
    })
    session.on(name, () => reactTo(world, name))
    for (const [at, client] of clients.entries()) {
      client.on(name as never, () => {
        ledger.heard[at] = (ledger.heard[at] ?? 0) + 1
      })
    }
  }
}

/** No event tells a token. */
const eventsTellNoToken: Invariant<unknown> = payload =>
  tellsToken(payload) ? 'an event tells a token' : undefined

const hear: {
  readonly [Name in EventName]: (ledger: Ledger, payload: AuthEvents[Name]) => void
} = {
  'refresh:start'(ledger) {
    check(onFlight, undefined, ledger)
    ledger.told.start += 1
    ledger.departures.push(ledger.now)
    ledger.flightAt = ledger.now
    ledger.flightOf = ledger.current
    ledger.wasByHand = ledger.isByHand
  },
  refresh(ledger) {
    look(ledger)
    check(onSuccess, undefined, ledger)
    ledger.told.refresh += 1
    ledger.told.end += 1
    ledger.announced.add(`${ledger.sight.token()}`)
    ledger.setback = undefined
  },
  'refresh:error'(ledger) {
    check(onFailure, undefined, ledger)
    ledger.told.end += 1
    const { setback, now: at } = ledger
    const token = ledger.sight.token()
    const count = setback?.token === token ? (setback?.count ?? 0) + 1 : 1
    ledger.setback = { token, count, at }
  },
  logout(ledger, { reason }: { readonly reason: LogoutReason }) {
    check(onLogout, reason, ledger)
    if (reason === 'absent') ledger.told.absent += 1
  },
}

/** A listener does what it is to do, once. */
function reactTo(world: World, name: EventName): unknown {
  const { reactions } = world
  const at = reactions.findIndex(({ on }) => on === name)
  const [reaction] = at === -1 ? [] : reactions.splice(at, 1)
  return reaction && react(world, reaction.by)
}
