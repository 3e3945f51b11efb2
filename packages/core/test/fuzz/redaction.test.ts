import { inspect } from 'node:util'
import fc from 'fast-check'
import * as assert from 'uvu/assert'
import {
  type Client,
  envelope,
  headers,
  isRequestError,
  type Layer,
  query,
  retry,
  type SendOptions,
  type Transport,
} from '../../src/index'
import { bench, quietSuite } from '../helpers'
import { campaign } from './campaign'
import { askings, ends, faulty, places } from './leaks'
import { assertNoSecret, outputsOf, secretsFor } from './secrets'

const test = quietSuite('fuzz: redaction')

const events = ['request', 'attempt', 'queued', 'layer', 'response', 'error'] as const

/** One of the rows of a table, the first of them half of the times. */
function rowOf(table: Readonly<Record<string, unknown>>): fc.Arbitrary<string> {
  const [first = '', ...others] = Object.keys(table)
  return fc.oneof(fc.constant(first), fc.constantFrom(first, ...others))
}

const scene = fc.record({
  secrets: secretsFor(...places),
  asking: rowOf(askings),
  end: fc.constantFrom(...Object.keys(ends)),
  fault: rowOf(faulty),
  isWrapped: fc.boolean(),
  isRetried: fc.boolean(),
  isAborted: fc.nat(9).map(n => n === 0),
})

type Scene = typeof scene extends fc.Arbitrary<infer Value> ? Value : never

/** A client with the layers that the scene wants, and one that looks at each context. */
function clientOf({ secrets, ...scene }: Scene, base: Client, seen: string[]): Client {
  const nosy: Layer = async (ctx, next) => {
    const look = () => seen.push(inspect({ ctx }, { depth: 9 }), JSON.stringify([ctx]))
    look()
    await next().finally(look)
  }
  const fault = faulty[scene.fault]?.(secrets)
  const layers = [
    nosy,
    ...(scene.isRetried ? [retry()] : []),
    ...(scene.isWrapped ? [envelope() as Layer] : []),
    ...(fault ? [fault] : []),
    headers({ 'X-App': secrets.default }),
    query(),
  ]
  return layers.reduce((client, layer) => client.use(layer), base)
}

/** Plays a scene to its end; what it printed, and what the call ended with. */
async function play(scene: Scene): Promise<{ texts: string[]; code: unknown }> {
  const { secrets } = scene
  const transport = ends[scene.end]?.(secrets) as Transport
  const { client, clock } = bench(undefined, { transport, baseURL: 'https://api.test' })
  const texts: string[] = []
  const told: unknown[] = []
  for (const name of events) client.on(name, event => told.push(event))
  const asked = askings[scene.asking]?.(secrets) as SendOptions
  const own = { Authorization: `Bearer ${secrets.header}`, Cookie: secrets.cookie }
  const stop = new AbortController()
  const call = clientOf(scene, client, texts).request({
    ...asked,
    deadline: 60_000,
    signal: stop.signal,
    headers: { ...own, ...asked.headers },
  })
  const ended = call.then(
    () => undefined,
    error => error,
  )
  if (scene.isAborted) stop.abort(new Error(secrets.reason))
  await clock.advance(60_000)
  const error = await ended
  texts.push(...outputsOf(told))
  // What a layer throws of its own is its own, and travels as it is.
  if (!isRequestError(error)) return { texts, code: typeof error }
  texts.push(...outputsOf(error), ...outputsOf(call))
  return { texts, code: error.code }
}

test('K13 K20 K21 no piece of any secret is told, whatever fails however', async () => {
  const codes = new Set<unknown>()
  const holds = async (scene: Scene) => {
    const { texts, code } = await play(scene)
    codes.add(code)
    assertNoSecret(texts, scene.secrets)
  }
  await fc.assert(fc.asyncProperty(scene, holds), campaign(500))
  const all = ['aborted', 'business', 'invalid', 'network', 'object', 'status']
  assert.equal([...codes].sort(), [...all, 'timeout', 'undefined', 'unreadable'])
})

test.run()
