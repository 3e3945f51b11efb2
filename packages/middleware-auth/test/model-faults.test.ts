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
  const plant = (find: string) => surveyOf([{ find, put: '' }], { runs: 1, seed })
  assert.is(
    await plant('no such text').catch(String),
    'Error: nowhere in the source: no such text',
  )
  assert.is(await plant('import').catch(String), 'Error: more than once: import')
})

test.run()
