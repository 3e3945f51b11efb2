// What the first request of an app waits for.
import { scriptOf } from '../lab/bundle.mjs'
import { runOnce } from '../lab/children.mjs'
import { inTurns } from '../lab/rounds.mjs'
import { table, times } from '../lab/table.mjs'
import { titled } from '../peers/index.mjs'

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
      name,
      ms(medians.evaluate),
      times(ratios.evaluate),
      ms(medians.toFirstRequest),
      times(ratios.toFirstRequest),
    ]
  })
  const { evaluate, toFirstRequest } = results.get('allium').ratios
  return {
    text(words) {
      const { title, note, columns } = words.coldStart
      return [`## ${title}`, note, table(columns, titled(rows, words))]
    },
    figures: {
      'cold start: evaluated': evaluate,
      'cold start: on the wire': toFirstRequest,
    },
    targets: ({ coldStart: { targets } }) => [
      [targets.evaluate, evaluate, 3],
      [targets.toFirstRequest, toFirstRequest, 3],
    ],
  }
}
