// Thousands of requests whose token has expired, one refresh for all.
import { scriptOf } from '../lab/bundle.mjs'
import { runOnce } from '../lab/children.mjs'
import { inTurns } from '../lab/rounds.mjs'
import { table, times, whole } from '../lab/table.mjs'
import { titleOf } from '../peers/index.mjs'

/** How many at once, and how many rounds of that. */
const SIZES = [
  [1_000, 7],
  [10_000, 5],
  [100_000, 3],
]
const QUICK = [[10_000, 3]]

// A refresh for each of them is no storm of the same kind; ten slots hold most back.
const LEFT_OUT = ['flyio', 'allium']

export async function storm({ quick, comparable }) {
  const names = comparable
    .filter(({ refreshes, isOurs, name }) =>
      quick ? name === 'bare' || isOurs : refreshes,
    )
    .map(({ name }) => name)
    .filter(name => !LEFT_OUT.includes(name))
  const rows = []
  const figures = {}
  for (const [count, rounds] of quick ? QUICK : SIZES) {
    const results = await inTurns(names, rounds, async name =>
      runOnce('storm', await scriptOf(name), count),
    )
    for (const name of names) {
      const { medians, ratios } = results.get(name)
      const us = `${medians.us.toFixed(1)} µs`
      rows.push([
        whole(count),
        titleOf(name),
        us,
        times(ratios.us),
        whole(medians.heldBytes),
      ])
      if (!name.startsWith('allium')) continue
      figures[`storm: ${count}, cost`] = ratios.us
      figures[`storm: ${count}, held`] = ratios.heldBytes
    }
  }
  const head = ['at once', '', 'each', '× bare', 'held, B']
  return {
    title: 'Refresh storm',
    note: 'All are denied, one refresh serves them, all are sent again. The time on the processor for each request, and what it keeps in memory while the refresh is under way. All slots are open: with ten, nine tenths of the requests would never be denied.',
    text: [table(head, rows)],
    figures,
  }
}
