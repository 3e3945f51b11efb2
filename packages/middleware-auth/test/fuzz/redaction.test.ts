import { inspect } from 'node:util'
import { isRequestError } from '@allium/core'
import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { campaign } from '../../../core/test/fuzz/campaign'
import { assertNoSecret, outputsOf } from '../../../core/test/fuzz/secrets'
import type { AuthError } from '../../src/index'
import { type Bench, contract, type Tracked } from '../bench'
import { play, type Scene, scenes } from './leaky-scene'
import { OwnError } from './leaky-server'

const test = contract('fuzz: redaction')

const events = ['request', 'attempt', 'response', 'error', 'hold'] as const

/** Everything that was told, but for what others than we have thrown. */
function printed(t: Bench, calls: readonly Tracked[], heard: unknown[]): string[] {
  const errors = calls.map(({ error }) => error as AuthError | undefined)
  const causes = errors.map(error => error?.cause)
  const ours = [...errors, ...causes, ...t.faults].filter(
    each => each !== undefined && !(each instanceof OwnError),
  )
  const told = [...heard, ...t.events.log]
  return [
    ...ours.flatMap(outputsOf),
    ...outputsOf(told),
    ...calls.map(({ call, error }) =>
      isRequestError(error) ? inspect(call, { depth: 9 }) : '',
    ),
    inspect([t.session, t.client], { depth: 12, showHidden: false }),
    JSON.stringify([t.session, t.client]),
  ]
}

test('H02 K13 K21 whatever becomes of a session, no piece of a secret is told', async () => {
  const seen = new Set<unknown>()
  const holds = async (scene: Scene) => {
    const heard: unknown[] = []
    const { t, calls, codes } = await play(scene, ({ client }) => {
      for (const name of events) client.on(name, event => heard.push(event))
    })
    for (const code of codes) seen.add(code)
    const texts = printed(t, calls, heard)
    assertNoSecret(texts, scene.secrets)
  }
  await fc.assert(fc.asyncProperty(scenes, holds), campaign(300))
  for (const code of [
    ...['aborted', 'cooling-down', 'disposed', 'expired', 'network', 'status'],
    ...['invalid-refresh-answer', 'refresh-ambiguous', 'refresh-loop', 'refresh-refused'],
    ...['refresh-rejected', 'refresh-timeout', 'refresh-transient', 'session-changed'],
  ]) {
    assert.ok(seen.has(code), `nothing failed with ${code}`)
  }
})

test.run()
