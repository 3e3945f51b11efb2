import type { Deed, Reaction } from './commands'
import { check } from './invariants/check'
import { look } from './invariants/on-look'
import { onSettle } from './invariants/on-settle'
import type { Asked } from './ledger'
import { CallerSignal } from './signal'
import type { World } from './world'

/** Notes that something is asked for. */
function ask({ ledger }: World, name: string, more: Partial<Asked> = {}): Asked {
  const asked: Asked = {
    ...{ name, kind: 'other', at: ledger.now, deadline: 0, session: undefined },
    ...{ isAborted: false, state: 'pending', result: undefined, sent: [] },
    ...more,
  }
  ledger.asked.push(asked)
  ledger.note(`? ${name}`)
  return asked
}

/** Notes what becomes of it. */
function follow({ ledger }: World, asked: Asked, promise: Promise<unknown>): void {
  const { name } = asked
  const settle = (state: Asked['state'], mark: string) => (result: unknown) => {
    asked.state = state
    asked.result = result
    const { code, status } = Object(result)
    ledger.note(`${mark} ${name} ${code ?? status ?? result ?? 'done'}`)
    check(onSettle, asked, ledger)
  }
  promise.then(settle('resolved', '='), settle('rejected', '!'))
}

type Sending = Pick<Extract<Deed, { do: 'send' }>, 'by' | 'isExempt' | 'deadline'>

export function send(
  world: World,
  { by, isExempt, deadline }: Sending = { by: 0, isExempt: false, deadline: 0 },
): Asked {
  const { ledger, clients, calls } = world
  const asked = ask(world, `/c${ledger.asked.length}`, {
    kind: isExempt ? 'exempt' : 'request',
    deadline,
    session: isExempt ? undefined : ledger.current,
  })
  const signal = new CallerSignal()
  const client = clients[by % clients.length] as World['clients'][number]
  const limit = deadline > 0 && { deadline }
  const call = client.get(asked.name, { signal, auth: !isExempt, ...limit })
  calls.set(asked, { call, signal })
  follow(world, asked, call)
  return asked
}

/** A refresh by hand: that is a reason, whether it is known yet who is signed in or not. */
export function refresh(world: World): void {
  const { ledger, session, storage } = world
  const { accessToken } = session.credential() ?? Object(storage.kept)
  ledger.spent.add(accessToken)
  ledger.rearmedAt = ledger.wire.length
  ledger.isClosed = false
  const name = `refresh() ${ledger.asked.length}`
  const asked = ask(world, name, { kind: 'refresh', session: ledger.current })
  ledger.isByHand = true
  const promise = session.refresh()
  ledger.isByHand = false
  follow(world, asked, promise)
}

export function signIn(world: World, user: string, isBare: boolean): void {
  const { ledger, mint, session, setup } = world
  leave(world, 'replaced')
  const name = mint.session(user)
  const credential = mint.credential(name, isBare)
  ledger.begin(name, credential.refreshToken)
  if (setup.lifetimeMs > 0) ledger.bornAt.set(credential.accessToken, ledger.now)
  follow(world, ask(world, `sign-in ${name}`), session.signIn(credential))
}

export function signOut(world: World): void {
  leave(world, 'user')
  follow(world, ask(world, 'sign-out'), world.session.signOut())
}

export function reload(world: World): void {
  follow(world, ask(world, 'reload'), world.session.reload())
}

/** Whoever is signed in is not so any more, and a `logout` is owed for it. */
function leave({ ledger, session }: World, reason: 'user' | 'replaced'): void {
  look(ledger)
  // The session asks so itself, before it ends.
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
      return signIn(world, 'B', false)
    case 'sign-out':
      return signOut(world)
  }
}
