import { inspect } from 'node:util'
import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { campaign } from '../../../core/test/fuzz/campaign'
import { assertNoSecret } from '../../../core/test/fuzz/secrets'
import { contract } from '../../../middleware-auth/test/bench'
import { play, type Scene, scenes } from '../../../middleware-auth/test/fuzz/leaky-scene'
import { sentenceOf } from '../../src/dom/entry-words'
import { createInspector, inColour, renderText } from '../../src/index'

const test = contract('fuzz: redaction')

test('H02 K21 whatever becomes of a session, its timeline tells no piece of a secret', async () => {
  const seen = new Set<string>()
  const holds = async (scene: Scene) => {
    const inspector = createInspector()
    await play(scene, ({ client }) => inspector.watch(client), [inspector.layer as never])
    const rows = inspector.rows()
    const entries = rows.flatMap(({ key }) => inspector.entriesOf(key))
    const log = inspector.log()
    for (const { type } of log) seen.add(type)
    const texts = [
      JSON.stringify([rows, entries, log, inspector.counters()]),
      inspect([inspector, rows, entries, log], { depth: 12, showHidden: true }),
      renderText(rows),
      renderText(rows, { paint: inColour }),
      ...log.flatMap(entry => [sentenceOf(entry, 'en'), sentenceOf(entry, 'zh')]),
    ]
    assertNoSecret(texts, scene.secrets)
  }
  await fc.assert(fc.asyncProperty(scenes, holds), campaign(150))
  for (const type of ['wire:sent', 'wire:answer', 'refresh:error', 'logout', 'error']) {
    assert.ok(seen.has(type), `nothing was told of ${type}`)
  }
})

test.run()
