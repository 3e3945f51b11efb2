import type { Call, Layer, RequestOptions } from '@allium/core'
import { drain } from '@allium/testing'
import { engineIn, heldBy } from '../bench'
import { type Chance, chanceOf } from './chance'
import { heapUsed } from './heap'
import { type PageSignal, pageSignal } from './page-signal'
import { createWorld, type World } from './world'

/** How long it is, and which. */
export interface SoakOptions {
  readonly requests: number
  readonly seed: number
  /** A fault that is planted, to see it caught. */
  readonly plant?: (world: World) => void
  /** Layers outside all others. */
  readonly outside?: readonly Layer[]
  /** Told of each fifth. */
  readonly onFifth?: (soaked: Soaked) => void
}

/** What became of all that was asked, and what is left. */
export interface Soaked {
  readonly started: number
  /** How calls ended: `ok`, or the code of their error. */
  readonly ends: Readonly<Record<string, number>>
  /** What is left over, by name; nothing should be. */
  readonly left: Readonly<Record<string, number>>
  /** How many requests the phone was given. */
  readonly asked: number
  /** Refreshes, and sessions that ended. */
  readonly refreshes: number
  readonly logouts: number
  /** The heap after each fifth, when nothing is under way, in bytes. */
  readonly heaps: readonly number[]
}

const FIFTHS = 5

/** So many are under way at the most. */
const AT_ONCE = 150

/** When nothing more is asked, all must be over within so many ms. */
const PATIENCE_MS = 200_000

const unhandled: unknown[] = []
process.on('unhandledRejection', reason => unhandled.push(reason))

/** Asks for so much, on a phone and before a server that fail at random. */
export async function soak(options: SoakOptions): Promise<Soaked> {
  const { requests, seed, plant, outside, onFifth } = options
  const chance = chanceOf(seed)
  const world = createWorld(chance, outside)
  plant?.(world)
  const counts = { refreshes: 0, logouts: 0 }
  const people = peopleOf(world, chance, counts)
  const heaps: number[] = []
  const soaked = (): Soaked => ({
    ...{ started: people.started, ends: people.ends, left: leftIn(world, people) },
    ...counts,
    ...{ asked: world.phone.asked, heaps },
  })
  for (let fifth = 1; fifth <= FIFTHS; fifth += 1) {
    while (people.started < (requests * fifth) / FIFTHS) {
      people.act()
      await world.clock.advance(chance.from(0, 300))
      if (people.underWay > AT_ONCE) await world.clock.advance(10_000)
      // Those who are still there will never be served.
      if (people.underWay > AT_ONCE) await world.clock.advance(PATIENCE_MS)
      if (people.underWay > AT_ONCE) return soaked()
    }
    await world.clock.advance(PATIENCE_MS)
    await drain()
    heaps.push(heapUsed())
    onFifth?.(soaked())
  }
  return soaked()
}

interface People {
  /** Asks for a few things, and changes their mind. */
  act(): void
  readonly started: number
  readonly underWay: number
  readonly listening: number
  readonly ends: Readonly<Record<string, number>>
}

/** Those who use the app. */
function peopleOf(
  { api, clock, server, session }: World,
  chance: Chance,
  counts: { refreshes: number; logouts: number },
): People {
  let started = 0
  let underWay = 0
  let page: PageSignal = pageSignal()
  /** Those that were left, while somebody listens to them yet. */
  let pages: PageSignal[] = []
  const turn = () => {
    page.leave()
    pages = [...pages, page].filter(({ listening }) => listening > 0)
    page = pageSignal()
  }
  const ends: Record<string, number> = {}
  const count = (end: string) => {
    ends[end] = (ends[end] ?? 0) + 1
    underWay -= 1
  }
  const ask = () => {
    started += 1
    underWay += 1
    const call: Call = api.request({ url: `/things/${started}`, ...wishOf(chance, page) })
    call.then(
      () => count('ok'),
      error => count(String(error?.code ?? error)),
    )
    if (chance.is(10)) clock.setTimeout(() => call.abort(), chance.from(0, 800))
  }
  const signIn = () => {
    if (session.credential() === undefined) session.signIn(server.login())
  }
  session.on('refresh', () => {
    counts.refreshes += 1
  })
  session.on('logout', () => {
    counts.logouts += 1
    clock.setTimeout(signIn, chance.from(0, 2_000))
  })
  session.signIn(server.login())
  return {
    act() {
      for (let more = chance.from(1, 12); more > 0; more -= 1) ask()
      if (chance.is(4)) turn()
      if (chance.is(0.5)) session.signOut()
      if (chance.is(0.5)) session.signIn(server.login())
      if (chance.is(2)) session.refresh().catch(() => {})
    },
    get started() {
      return started
    },
    get underWay() {
      return underWay
    },
    get listening() {
      return [...pages, page].reduce((sum, { listening }) => sum + listening, 0)
    },
    ends,
  }
}

/** What somebody wants of one request. */
function wishOf(chance: Chance, page: PageSignal): RequestOptions & { method: string } {
  const isRead = chance.is(70)
  return {
    method: isRead ? 'GET' : 'POST',
    ...(isRead ? { query: { page: chance.from(1, 9) } } : { data: { text: 'a' } }),
    ...(chance.is(30) && { signal: page }),
    ...(chance.is(15) && { deadline: chance.from(200, 20_000) }),
    ...(chance.is(10) && { timeout: chance.from(50, 5_000) }),
    ...(chance.is(10) && { priority: chance.from(-5, 5) }),
    ...(chance.is(5) && { auth: false }),
    ...(chance.is(20) && { loading: false }),
  }
}

/** What is still there where nothing should be. */
function leftIn(world: World, people: People): Record<string, number> {
  const { clock, session, isLoadingShown } = world
  const left = {
    pending: people.underWay,
    held: heldBy(session),
    flights: engineIn(session).state.flight === undefined ? 0 : 1,
    timers: clock.pending,
    listeners: people.listening,
    loading: isLoadingShown ? 1 : 0,
    unhandled: unhandled.splice(0).length,
  }
  return Object.fromEntries(Object.entries(left).filter(([, number]) => number > 0))
}
