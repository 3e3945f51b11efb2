import { engineIn, heldBy } from '../../bench'
import type { Asked, Ledger } from '../ledger'
import type { World } from '../world'
import type { Invariant } from './check'

/** Rejections that nobody has heard. */
const unhandled: unknown[] = []
process.on('unhandledRejection', reason => unhandled.push(reason))

/** What a program before this one has left behind is none of its business. */
export function forget(): void {
  unhandled.length = 0
}

/** Every promise that was given has settled. */
export function everythingSettled(_: unknown, { asked }: Ledger): string | undefined {
  const pending = asked.filter(({ state }) => state === 'pending')
  const names = pending.map(({ name }) => name)
  return names.length === 0 ? undefined : `never settled: ${names.join(', ')}`
}

/** Nothing waits, no timer is armed, nobody is listened to, nothing is taken. */
function nothingHeld({ session, clock, slots, locks, calls }: World) {
  const left = {
    held: heldBy(session),
    'in the lane': engineIn(session).lane?.size() ?? 0,
    timers: clock.pending,
    'for a slot': slots?.waiting ?? 0,
    slots: slots?.taken ?? 0,
    locks: locks.held,
    listeners: [...calls.values()].reduce((sum, { signal }) => sum + signal.listening, 0),
  }
  const kept = Object.entries(left).filter(([, count]) => count > 0)
  return kept.length === 0 ? undefined : kept.map(each => each.join(': ')).join(', ')
}

/** No rejection goes unheard. */
function nothingUnhandled() {
  const [reason] = unhandled.splice(0)
  return reason === undefined ? undefined : `${reason}`
}

/** What holds whenever the world has come to rest. */
export const atRest: ReadonlyArray<Invariant<World>> = [
  everythingSettled,
  nothingHeld,
  nothingUnhandled,
]

/** All clients of a session hear the same. */
function allClientsHear({ clients }: World, { heard, told }: Ledger) {
  const counts = clients.map((_, at) => heard[at] ?? 0)
  if (counts.every(count => count === told.all)) return
  return `${told.all} events were told, and ${counts.join(' and ')} were heard`
}

/** What is stored is what the session knows, once the storage works. */
function storageAgrees({ storage, session }: World) {
  const { accessToken } = Object(storage.kept)
  // What is no credential has been reported, and stays.
  const stored = typeof accessToken === 'string' ? accessToken : undefined
  const known = session.credential()?.accessToken
  return stored === known ? undefined : `${stored} is stored, and ${known} is known`
}

/** And what holds while the session goes on, and its storage works. */
export const inGoodOrder: ReadonlyArray<Invariant<World>> = [
  allClientsHear,
  storageAgrees,
]

/** After all that, who signs in is served. */
export function theNextSessionWorks({ name, state }: Asked): string | undefined {
  return state === 'resolved' ? undefined : `${name} of a new session is ${state}`
}
