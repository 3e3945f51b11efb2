import { isRequestError, type Layer, query } from '@allium/core'
import { drain } from '@allium/testing'
import fc from 'fast-check'
import { secretsFor } from '../../../core/test/fuzz/secrets'
import { type Bench, bench, type Tracked } from '../bench'
import {
  apps,
  callEnds,
  OwnError,
  oldOf,
  places,
  refreshEnds,
  type Secrets,
} from './leaky-server'

const one = (table: object) => fc.constantFrom(...Object.keys(table))
/** A session's life, in which everybody tells more than they should. */
export interface Scene {
  readonly secrets: Secrets
  readonly app: string
  /** How the first refresh ends, and those after it. */
  readonly refresh: string
  readonly second: string
  /** How requests end at first, and sent again. */
  readonly first: string
  readonly again: string
  readonly after: string
}

export const scenes: fc.Arbitrary<Scene> = fc.record({
  secrets: secretsFor(...places),
  app: one(apps),
  refresh: one(refreshEnds),
  second: one(refreshEnds),
  first: fc.oneof(fc.constant('expired'), one(callEnds)),
  again: one(callEnds),
  after: fc.constantFrom('nothing', 'sign-out', 'sign-in', 'dispose', 'abort'),
})

/** A bench whose session holds secrets, and the requests that carry others. */
function begin(
  { secrets, app }: Scene,
  inside: readonly Layer[],
  listen: (t: Bench) => void,
): { t: Bench; calls: Tracked[]; stop: () => void } {
  const options = apps[app]?.(secrets) ?? {}
  const t = bench({ kept: oldOf(secrets), inside: [query(), ...inside], ...options })
  listen(t)
  const signal = t.signal()
  const own = { headers: { 'X-Own': secrets.header }, signal, deadline: 90_000 }
  const calls = [
    t.get('/a', { query: { token: secrets.query }, ...own }),
    t.post('/b', { password: secrets.body }, own),
    t.refresh(),
  ].slice(0, app === 'plain' ? 3 : 2)
  return { t, calls, stop: () => signal.abort(new OwnError(secrets.reason)) }
}

/** Answers what is on the wire, as the scene says, until nothing more is sent. */
async function answerAll(t: Bench, scene: Scene): Promise<void> {
  const { secrets } = scene
  let refreshes = 0
  for (let at = 0; at < t.wire.length && at < 12; at += 1) {
    const exchange = t.wire[at]
    if (exchange === undefined) return
    if (exchange.path === '/refresh') {
      await refreshEnds[refreshes === 0 ? scene.refresh : scene.second]?.(
        exchange,
        secrets,
      )
      refreshes += 1
    } else {
      const isFirst = exchange.attempt === 1
      await callEnds[isFirst ? scene.first : scene.again]?.(exchange, secrets)
    }
    await drain()
  }
}

const after: Readonly<Record<string, (t: Bench, secrets: Secrets) => unknown>> = {
  'sign-out': t => t.session.signOut(),
  'sign-in': (t, { nextAccess }) => t.session.signIn({ accessToken: nextAccess }),
  dispose: t => t.session.dispose(),
}

/** What is left of a scene when it is over. */
export interface Played {
  readonly t: Bench
  readonly calls: readonly Tracked[]
  readonly codes: readonly unknown[]
}

/** Plays a scene to its end; whoever wants to listen does so before it begins. */
export async function play(
  scene: Scene,
  listen: (t: Bench) => void,
  inside: readonly Layer[] = [],
): Promise<Played> {
  const { t, calls, stop } = begin(scene, inside, listen)
  await drain()
  await answerAll(t, scene)
  await after[scene.after]?.(t, scene.secrets)
  if (scene.after === 'abort') stop()
  await t.clock.advance(30_000)
  await answerAll(t, scene)
  await t.clock.advance(120_000)
  const codes = calls.map(({ error }) => (isRequestError(error) ? error.code : undefined))
  return { t, calls, codes }
}
