import { send, signIn } from './acts'
import { check } from './broken'
import { atRest, inTheEnd } from './in-the-end'
import { turn } from './interpret'
import { look } from './look'
import { ofSessionsInTheEnd } from './on-session'
import type { World } from './world'

/** Whatever has been started comes to its end, in the way that the setup says. */
export async function conclude(world: World): Promise<void> {
  const { setup, session, ledger } = world
  world.reactions.length = 0
  world.storage.failing = 0
  world.locks.failing = 0
  ledger.log.push(`the end: ${setup.ending}`)
  if (setup.ending === 'dispose') session.dispose()
  if (setup.ending === 'silence') await passTheTime(world)
  await answerAll(world)
  checkRest(world)
  if (setup.ending === 'dispose') return
  await goOn(world)
}

/** After all that a session still works, and its storage follows it. */
async function goOn(world: World): Promise<void> {
  const { clock, ledger } = world
  // So long a failed write is left alone.
  await clock.advance(6_000)
  send(world)
  await answerAll(world)
  checkRest(world)
  check(inTheEnd, world, ledger)
  signIn(world, 'C', false)
  const last = send(world)
  await answerAll(world)
  checkRest(world)
  check([theNextSessionWorks], last, ledger)
  check(inTheEnd, world, ledger)
}

function theNextSessionWorks({ name, state }: { readonly name: string; readonly state: string }) {
  return state === 'resolved' ? undefined : `${name} of a new session is ${state}`
}

/** The world answers all, in an order that the scheduler says; no time passes for it. */
async function answerAll(world: World): Promise<void> {
  const { scheduler, wire, clock, setup, ledger } = world
  for (let pauses = 0; pauses < 20; ) {
    ledger.looks = 0
    await turn()
    look(ledger)
    const [request] = wire.unanswered('request')
    const [refresh] = wire.unanswered('refresh')
    if (scheduler.count() > 0) scheduler.waitOne()
    else if (refresh) wire.answerRefresh(refresh, 'renewed')
    else if (request) wire.answer(request, 200, true)
    else if (setup.retries > 0 && clock.pending > 0) {
      // Only the pause before a retry has nobody else who could end it.
      pauses += 1
      await clock.advance(500)
    } else return
  }
}

/** Nobody answers: the limits must do. What the host itself has begun, it ends. */
async function passTheTime(world: World): Promise<void> {
  const { scheduler, clock, ledger } = world
  for (let step = 0; step < 1_000; step += 1) {
    ledger.looks = 0
    await turn()
    look(ledger)
    if (scheduler.count() > 0) scheduler.waitOne()
    else if (clock.pending > 0) await clock.advance(10_000)
    else break
  }
  check(atRest.slice(0, 1), world, ledger)
}

function checkRest(world: World): void {
  const { ledger } = world
  look(ledger)
  check(atRest, world, ledger)
  check(ofSessionsInTheEnd, undefined, ledger)
}
