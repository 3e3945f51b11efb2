// What five layers cost: the time of one request after the other and of a hundred at
// once, and the bytes that each allocates.
import { scriptOf } from '../lab/bundle.mjs'
import { keep } from '../lab/children.mjs'
import { inTurns } from '../lab/rounds.mjs'
import { table, times, whole } from '../lab/table.mjs'
import { titleOf } from '../peers/index.mjs'

const WARM = 20_000
const ROUND = 500

export async function overhead({ quick, comparable }) {
  const names = comparable
    .filter(({ name, isOurs }) => !quick || name === 'bare' || isOurs)
    .map(({ name }) => name)
  const scripts = new Map()
  for (const name of names) scripts.set(name, await scriptOf(name))
  const timed = await timesOf(scripts, names, quick ? 21 : 61)
  const bytes = await inTurns(names, quick ? 1 : 3, name =>
    allocatedBy(scripts.get(name)),
  )

  const figures = {}
  const rows = names.map(name => {
    const { medians, ratios } = timed.get(name)
    const allocated = bytes.get(name)
    const all = { ...ratios, ...allocated.ratios }
    if (name.startsWith('allium')) {
      for (const [key, ratio] of Object.entries(all))
        figures[`overhead: ${name}, ${key}`] = ratio
    }
    return [
      titleOf(name),
      `${medians.sequential.toFixed(1)} µs`,
      times(all.sequential),
      times(all.concurrent),
      `${whole(allocated.medians.allocated)} B`,
      times(all.allocated),
    ]
  })
  const head = ['', 'one by one', '× bare', '100 at once, × bare', 'allocated', '× bare']
  return {
    title: 'Overhead of five layers',
    note: `Loading, a tally of the user's own, auth, headers, query, over a host that answers after one microtask. Time on the processor, each peer in a process of its own and kept warm, rounds of ${ROUND} requests in turns, medians. Bytes in a fresh process without a collection.`,
    text: [table(head, rows)],
    figures,
  }
}

async function timesOf(scripts, names, rounds) {
  const children = new Map()
  for (const name of names) children.set(name, keep('overhead', [scripts.get(name)]))
  try {
    for (const child of children.values()) {
      await child.ask('sequential', WARM)
      await child.ask('concurrent', WARM)
    }
    return await inTurns(names, rounds, async name => ({
      sequential: await children.get(name).ask('sequential', ROUND),
      concurrent: await children.get(name).ask('concurrent', ROUND),
    }))
  } finally {
    for (const child of children.values()) child.end()
  }
}

async function allocatedBy(script) {
  const child = keep('overhead', [script], { large: true })
  try {
    await child.ask('sequential', WARM)
    return { allocated: await child.ask('allocated', 1_000) }
  } finally {
    child.end()
  }
}
