import type { LogoutReason } from '@allium/middleware-auth'
import { react } from './acts'
import { check } from './broken'
import type { EventName } from './commands'
import { onEvent } from './on-event'
import { onLogout } from './on-session'
import type { World } from './world'

/** Notes all that the session tells, before anybody else does something about it. */
export function listen(world: World): void {
  const { session, ledger, reactions } = world
  const names: readonly EventName[] = ['refresh:start', 'refresh', 'refresh:error', 'logout']
  for (const name of names) {
    session.on(name, payload => {
      const { reason, outcome } = payload as { reason?: LogoutReason; outcome?: string }
      ledger.told.all += 1
      ledger.log.push([name, reason ?? outcome].filter(Boolean).join(' '))
      if (reason === undefined) hear[name as keyof typeof hear](world)
      else hearEnd(world, reason)
    })
    session.on(name, () => {
      const at = reactions.findIndex(({ on }) => on === name)
      const [reaction] = at === -1 ? [] : reactions.splice(at, 1)
      return reaction && react(world, reaction.by)
    })
  }
  for (const [at, client] of world.clients.entries()) {
    for (const name of names) {
      client.on(name as never, () => {
        ledger.heard[at] = (ledger.heard[at] ?? 0) + 1
      })
    }
  }
}

const hear = {
  'refresh:start'({ ledger }: World): void {
    check(onEvent.start, undefined, ledger)
    ledger.told.start += 1
    ledger.departures.push(ledger.now)
    ledger.departedAt = ledger.now
    ledger.isAskedByHand = ledger.isByHand
  },
  refresh({ ledger }: World): void {
    check(onEvent.refresh, undefined, ledger)
    ledger.told.refresh += 1
    ledger.told.ended += 1
    ledger.announced.add(`${ledger.tools.token()}`)
    ledger.setback = undefined
  },
  'refresh:error'({ ledger }: World): void {
    check(onEvent.error, undefined, ledger)
    ledger.told.ended += 1
    const { setback, now: at } = ledger
    const token = ledger.tools.token()
    const count = setback?.token === token ? (setback?.count ?? 0) + 1 : 1
    ledger.setback = { token, count, at }
  },
}

function hearEnd({ ledger }: World, reason: LogoutReason): void {
  if (reason === 'absent') {
    check(onEvent.absent, undefined, ledger)
    ledger.told.absent += 1
  }
  check(onLogout, reason, ledger)
}
