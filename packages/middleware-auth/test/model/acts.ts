import { check } from './broken'
import type { Reaction } from './commands'
import type { Asked } from './ledger'
import { look } from './look'
import { onSettle } from './on-settle'
import { CallerSignal } from './signal'
import type { World } from './world'

/** Notes that something was asked for. */
function note(world: World, name: string, more: Partial<Asked>): Asked {
  const { ledger } = world
  const asked: Asked = {
    name,
    kind: 'other',
    at: ledger.now,
    deadline: 0,
    session: undefined,
    isAborted: false,
    state: 'pending',
    result: undefined,
    sent: [],
    ...more,
  }
  ledger.asked.push(asked)
  ledger.log.push(`? ${name}`)
  return asked
}

/** Notes what becomes of it. */
function follow({ ledger }: World, asked: Asked, promise: Promise<unknown>): void {
  const settle = (state: 'resolved' | 'rejected') => (result: unknown) => {
    const { name } = asked
    Object.assign(asked, { state, result })
    const { code = result, status = 'done' } = Object(result)
    ledger.log.push(state === 'resolved' ? `= ${name} ${status}` : `! ${name} ${code}`)
    check(onSettle, asked, ledger)
  }
  promise.then(settle('resolved'), settle('rejected'))
}

export function send(
  world: World,
  { by = 0, isExempt = false, deadline = 0 } = {},
): Asked {
  const { ledger, clients, calls } = world
  const asked = note(world, `/c${ledger.asked.length}`, {
    kind: isExempt ? 'exempt' : 'request',
    deadline,
    session: isExempt ? undefined : ledger.current,
  })
  const signal = new CallerSignal()
  const client = clients[by % clients.length] as World['clients'][number]
  const call = client.get(asked.name, {
    signal,
    auth: !isExempt,
    ...(deadline > 0 && { deadline }),
  })
  calls.set(asked, { call, signal })
  follow(world, asked, call)
  return asked
}

/** A refresh by hand; what is kept is a reason, known yet or not. */
export function refresh(world: World): void {
  const { ledger, session, storage } = world
  const { accessToken } = session.credential() ?? Object(storage.kept)
  ledger.spent.add(accessToken)
  ledger.rearmedAt = ledger.wire.length
  ledger.isClosed = false
  const { current } = ledger
  const asked = note(world, `refresh() ${ledger.asked.length}`, {
    kind: 'refresh',
    session: current,
  })
  ledger.isByHand = true
  const promise = session.refresh()
  ledger.isByHand = false
  follow(world, asked, promise)
}

export function signIn(world: World, user: string, isBare: boolean): string {
  const { ledger, mint, session, setup } = world
  leave(world, 'replaced')
  const name = mint.session(user)
  const credential = mint.credential(name, isBare)
  ledger.begin(name, credential.refreshToken !== undefined)
  if (setup.lifetimeMs > 0) ledger.bornAt.set(credential.accessToken, ledger.now)
  follow(world, note(world, `sign-in ${name}`, {}), session.signIn(credential))
  return name
}

export function signOut(world: World): void {
  leave(world, 'user')
  follow(world, note(world, 'sign-out', {}), world.session.signOut())
}

export function reload(world: World): void {
  follow(world, note(world, 'reload', {}), world.session.reload())
}

/** Whoever is signed in is not so any more, and a `logout` is owed for it. */
function leave({ ledger, session }: World, reason: 'user' | 'replaced'): void {
  look(ledger)
  // As the session does itself, so that it is known whether it knows.
  const isUnread = session.credential() === undefined
  if (ledger.current !== undefined) ledger.owed.push({ reason, isUnread })
  ledger.end()
}

/** What a listener does. */
export function react(world: World, by: Reaction): unknown {
  switch (by) {
    case 'throw':
      throw new Error('the listener throws')
    case 'reject':
      return Promise.reject(new Error('the listener rejects'))
    case 'send':
      return void send(world)
    case 'refresh':
      return refresh(world)
    case 'sign-in':
      return void signIn(world, 'B', false)
    case 'sign-out':
      return signOut(world)
  }
}
