import { refresh, reload, send, signIn, signOut } from './acts'
import type { Command, Deed } from './commands'
import { check } from './invariants/check'
import { look } from './invariants/on-look'
import { onTurn } from './invariants/on-settle'
import type { World } from './world'

/** What each deed does to the world. */
const acts: {
  readonly [Name in Deed['do']]: (
    world: World,
    deed: Extract<Deed, { do: Name }>,
  ) => unknown
} = {
  send,
  answer({ wire }, { pick, status, next }) {
    const sent = oneOf(wire.unanswered('request'), pick)
    if (sent) wire.answer(sent, status, next)
  },
  drop({ wire }, { pick }) {
    const sent = oneOf(wire.unanswered('request'), pick)
    if (sent) wire.drop(sent)
  },
  'answer-refresh'({ wire }, { outcome }) {
    const [sent] = [...wire.unanswered('refresh')].reverse()
    if (sent) wire.answerRefresh(sent, outcome)
  },
  abort({ calls, ledger }, { pick, how }) {
    const pending = [...calls].filter(([{ state }]) => state === 'pending')
    const one = oneOf(pending, pick)
    if (one === undefined) return
    const [asked, { call, signal }] = one
    asked.isAborted = true
    ledger.note(`abort ${asked.name}`)
    if (how === 'call') call.abort()
    else signal.abort()
  },
  refresh,
  'sign-in': (world, { user, isBare }) => signIn(world, user, isBare),
  'sign-out': signOut,
  reload,
  'storage-fails'({ storage }) {
    storage.failing += 1
  },
  'lock-fails'({ locks }) {
    locks.failing += 1
  },
  react: ({ reactions }, { on, by }) => reactions.push({ on, by }),
  resume({ ledger, resume }, { what }) {
    ledger.note(`resume: ${what}`)
    ledger.setback = undefined
    ledger.busyUntil = 0
    if (what === 'shown') ledger.rearmedAt = ledger.wire.length
    resume.tell(what)
  },
  async pass({ clock, ledger }, { ms }) {
    ledger.note(`${ms} ms pass`)
    await clock.advance(ms)
  },
  release({ scheduler }, { count }) {
    // Not `waitNext`: how many microtasks run before is for the program to say.
    for (let n = 0; n < count && scheduler.count() > 0; n += 1) scheduler.waitOne()
  },
}

/** Does one thing, and lets as much of what follows run as the program says. */
export async function interpret(world: World, command: Command): Promise<void> {
  world.ledger.looks = 0
  await acts[command.do](world, command as never)
  if (command.ticks === 'all') return turn(world)
  for (let tick = 0; tick < command.ticks; tick += 1) await undefined
  look(world.ledger)
}

/** Lets all microtasks run, and those that they queue in turn. */
export async function turn({ ledger }: World): Promise<void> {
  ledger.looks = 0
  await new Promise(resolve => setImmediate(resolve))
  look(ledger)
  check(onTurn, undefined, ledger)
}

function oneOf<Item>(items: readonly Item[], pick: number): Item | undefined {
  return items[pick % items.length]
}
