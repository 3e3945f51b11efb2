// What the first request of an app waits for.
import { scriptOf } from '../lab/bundle.mjs'
import { runOnce } from '../lab/children.mjs'
import { inTurns } from '../lab/rounds.mjs'
import { table, times } from '../lab/table.mjs'
import { titleOf } from '../peers/index.mjs'

export async function coldStart({ quick, comparable }) {
  const names = comparable
    .filter(({ name, isOurs }) => !quick || name === 'bare' || isOurs)
    .map(({ name }) => name)
    .filter(name => name !== 'allium-queued-by-host')
  const results = await inTurns(names, quick ? 15 : 25, async name =>
    runOnce('cold-start', await scriptOf(name)),
  )
  const ms = us => `${(us / 1_000).toFixed(2)} ms`
  const rows = names.map(name => {
    const { medians, ratios } = results.get(name)
    return [
      titleOf(name),
      ms(medians.evaluate),
      times(ratios.evaluate),
      ms(medians.toFirstRequest),
      times(ratios.toFirstRequest),
    ]
  })
  const { evaluate, toFirstRequest } = results.get('allium').ratios
  return {
    title: 'Cold start',
    note: 'A fresh process evaluates the bundle, makes a client and sends; the clock stops when the host is asked. A bare request.js is a kilobyte, so that everything is many times it.',
    text: [table(['', 'evaluated', '× bare', 'on the wire', '× bare'], rows)],
    figures: {
      'cold start: evaluated': evaluate,
      'cold start: on the wire': toFirstRequest,
    },
    targets: [
      ['evaluated, × bare', evaluate, 3],
      ['to the first request on the wire, × bare', toFirstRequest, 3],
    ],
  }
}
