// What five layers cost: the time of one request after the other and of a hundred at
// once, and the bytes that each allocates.
import { scriptOf } from '../lab/bundle.mjs'
import { keep } from '../lab/children.mjs'
import { inTurns } from '../lab/rounds.mjs'
import { table, times, whole } from '../lab/table.mjs'
import { titled } from '../peers/index.mjs'

const WARM = 20_000
const ROUND = 500
const KINDS = ['sequential', 'concurrent', 'allocated']
const LIMITS = { sequential: 1.8, concurrent: 2, allocated: 2.6 }
const OURS = ['allium', 'allium-queued-by-host']

export async function overhead({ quick, comparable }) {
  const names = comparable
    .map(({ name }) => name)
    .filter(name => !quick || name === 'bare' || OURS.includes(name))
  const scripts = new Map()
  for (const name of names) scripts.set(name, await scriptOf(name))
  const timed = await timesOf(scripts, quick ? 21 : 61)
  const bytes = await inTurns(names, quick ? 1 : 3, name =>
    allocatedBy(scripts.get(name)),
  )
  const ratiosOf = name => ({ ...timed.get(name).ratios, ...bytes.get(name).ratios })
  const rows = names.map(name => {
    const ratios = ratiosOf(name)
    return [
      name,
      `${timed.get(name).medians.sequential.toFixed(1)} µs`,
      times(ratios.sequential),
      times(ratios.concurrent),
      `${whole(bytes.get(name).medians.allocated)} B`,
      times(ratios.allocated),
    ]
  })
  return {
    text(words) {
      const { title, note, columns } = words.overhead
      return [`## ${title}`, note(ROUND), table(columns, titled(rows, words))]
    },
    figures: Object.fromEntries(
      OURS.flatMap(name =>
        KINDS.map(kind => [`overhead of ${name}: ${kind}`, ratiosOf(name)[kind]]),
      ),
    ),
    targets: ({ overhead: { targets } }) =>
      KINDS.map(kind => [targets[kind], ratiosOf('allium')[kind], LIMITS[kind]]),
  }
}

async function timesOf(scripts, rounds) {
  const children = new Map()
  for (const [name, script] of scripts) children.set(name, keep('overhead', [script]))
  try {
    for (const child of children.values()) {
      await child.ask('sequential', WARM)
      await child.ask('concurrent', WARM)
    }
    return await inTurns([...scripts.keys()], rounds, async name => ({
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
