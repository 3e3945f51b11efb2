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

// A refresh for each request is another kind of storm; ten slots hold most of it back.
const LEFT_OUT = ['flyio', 'allium']
const OURS = 'allium-queued-by-host'

export async function storm({ quick, comparable }) {
  let names = comparable
    .filter(({ name, refreshes }) =>
      quick ? ['bare', OURS].includes(name) : refreshes && !LEFT_OUT.includes(name),
    )
    .map(({ name }) => name)
  const rows = []
  const figures = {}
  const costs = new Map()
  let held = 0
  for (const [count, rounds] of quick ? QUICK : SIZES) {
    const results = await inTurns(names, rounds, async name =>
      runOnce('storm', await scriptOf(name), count),
    )
    for (const name of names) rows.push(rowOf(count, name, results.get(name)))
    const ours = results.get(OURS)
    figures[`storm of ${count}: cost`] = ours.ratios.us
    figures[`storm of ${count}: held`] = ours.ratios.heldBytes
    held = ours.medians.heldBytes
    // Ten times the requests, and more than thirty times the time: not for ten times more.
    names = names.filter(name => !(results.get(name).medians.us > 3 * costs.get(name)))
    for (const name of names) costs.set(name, results.get(name).medians.us)
  }
  const last = rows.at(-1)[0]
  return {
    text(words) {
      const { title, note, columns } = words.storm
      const named = rows.map(([count, name, ...figures]) => [
        count,
        titleOf(name, words),
        ...figures,
      ])
      return [`## ${title}`, note, table(columns, named)]
    },
    figures,
    targets: ({ storm: { targets } }) => [
      [targets.cost(last), figures[`storm of ${SIZES.at(-1)[0]}: cost`], 1.5],
      [targets.held(last), held, 1_500],
    ],
  }
}

function rowOf(count, name, { medians, ratios }) {
  const us = `${medians.us.toFixed(1)} µs`
  return [whole(count), name, us, times(ratios.us), whole(medians.heldBytes)]
}
