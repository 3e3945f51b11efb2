import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { report, search, survey } from './model/search'
import { settings } from './model/settings'

const test = suite('the model')

const seed = 20_240_817
const chosen = settings(process.env, { runs: 2_000, seed })

test(`G03 B01 C01 C02 C03 C05 C06 C07 E01 E02 E03 E04 G01 G02 whatever happens in whatever order, in ${chosen.runs} programs: everything settles, nothing is held, nobody is anybody else`, async () => {
  assert.is(report(await search(chosen)), undefined)
})

test('G03 the programs bring about all that the model is about', async () => {
  const { happened } = await survey({ runs: 1_500, seed })
  const wanted = [
    ...['refresh', '> /refresh', '> /refresh -', '= refresh() done'],
    ...['ambiguous', 'transient', 'refused'].map(each => `refresh:error ${each}`),
    ...['rejected', 'user', 'replaced', 'absent'].map(each => `logout ${each}`),
    ...['renewed', 'kept', 'busy', 'down', 'empty', 'stranger', 'lost'].map(
      each => `< ${each}`,
    ),
    ...['save, which fails', 'load, which fails', 'clear, which fails'],
    ...codes.map(code => `! /c ${code}`),
  ]
  const missing = wanted.filter(each => !happened.has(each))
  assert.equal(missing, [])
})

/** How a request may fail; only `too-many-held` needs more of them than a program has. */
const codes = [
  ...['status', 'network', 'timeout', 'aborted', 'disposed', 'session-changed'],
  ...['expired', 'no-credential', 'refresh-transient', 'refresh-rejected'],
  ...['refresh-timeout', 'refresh-ambiguous', 'refresh-refused'],
  ...['invalid-refresh-answer', 'refresh-loop', 'cooling-down'],
]

test('G03 the same seed gives the same programs, and the same ends of them', async () => {
  const once = await survey({ runs: 50, seed })
  const again = await survey({ runs: 50, seed })
  assert.ok(once.happened.size > 0)
  assert.equal([...once.happened], [...again.happened])
})

test.run()
