import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { faults } from './model/faults'
import { surveyOf } from './model/plant'

const test = suite('what the model tells of')

const seed = 20_240_817

for (const { name, caughtBy, edits } of faults) {
  test(`${name}: \`${caughtBy}\` tells`, async () => {
    const broken = await surveyOf(edits, { runs: 3_000, seed, until: caughtBy })
    assert.ok((broken[caughtBy] ?? 0) > 0, `not caught, but ${JSON.stringify(broken)}`)
  })
}

test('a copy of the source without a fault breaks nothing', async () => {
  assert.equal(await surveyOf([], { runs: 500, seed }), {})
})

test('a fault that cannot be planted any more is not taken for one that was caught', async () => {
  for (const [find, times] of [
    ['no such text', '0'],
    ['export function', '\\d{2}'],
  ] as const) {
    const thrown = await surveyOf([{ find, put: find }], { runs: 1, seed }).catch(String)
    assert.match(
      `${thrown}`,
      new RegExp(`${times} times in the source, not once: ${find}`),
    )
  }
})

test.run()
