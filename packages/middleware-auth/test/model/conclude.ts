import { send, signIn } from './acts'
import { turn } from './interpret'
import {
  atRest,
  everythingSettled,
  inGoodOrder,
  theNextSessionWorks,
} from './invariants/at-rest'
import { check } from './invariants/check'
import { ofSessionsAtRest } from './invariants/on-logout'
import type { World } from './world'

/** Whatever has been started comes to its end, in the way that the setup says. */
export async function conclude(world: World): Promise<void> {
  const { setup, session, ledger, reactions, storage, locks } = world
  reactions.length = 0
  storage.failing = 0
  locks.failing = 0
  ledger.note(`the end: ${setup.ending}`)
  if (setup.ending === 'dispose') session.dispose()
  if (setup.ending === 'silence') await passTheTime(world)
  await answerAll(world)
  if (setup.ending !== 'dispose') await goOn(world)
}

/** Somebody works with the same session again, and somebody else signs in. */
async function goOn(world: World): Promise<void> {
  const { clock, ledger } = world
  // So long a failed write is left alone.
  await clock.advance(6_000)
  send(world)
  await answerAll(world)
  check(inGoodOrder, world, ledger)
  signIn(world, 'C', false)
  const last = send(world)
  await answerAll(world)
  check([theNextSessionWorks], last, ledger)
  check(inGoodOrder, world, ledger)
}

/** The world answers all, in an order that the scheduler says; no time passes for it. */
async function answerAll(world: World): Promise<void> {
  const { scheduler, wire, clock, setup, ledger } = world
  // A pause before a retry, and that before the launch, are all that nobody else ends.
  const isPausing = setup.retries > 0 || setup.launchMs > 0
  for (let pauses = 0; pauses < 20; ) {
    await turn(world)
    const [request] = wire.unanswered('request')
    const [refresh] = wire.unanswered('refresh')
    if (scheduler.count() > 0) scheduler.waitOne()
    else if (refresh) wire.answerRefresh(refresh, 'renewed')
    else if (request) wire.answer(request, 200, true)
    else if (isPausing && clock.pending > 0) {
      pauses += 1
      await clock.advance(500)
    } else break
  }
  check(atRest, world, ledger)
  check(ofSessionsAtRest, undefined, ledger)
}

/** Nobody answers any more: the limits must do. What the host itself does, it ends. */
async function passTheTime(world: World): Promise<void> {
  const { scheduler, clock, ledger } = world
  for (let step = 0; step < 1_000; step += 1) {
    await turn(world)
    if (scheduler.count() > 0) scheduler.waitOne()
    else if (clock.pending > 0) await clock.advance(10_000)
    else break
  }
  check([everythingSettled], undefined, ledger)
}
