// Once is right, and nobody waits for ever.
import { scriptOf } from '../lab/bundle.mjs'
import { runOnce } from '../lab/children.mjs'
import { table } from '../lab/table.mjs'
import { titled } from '../peers/index.mjs'

const SCENES = ['burst', 'held', 'late', 'refused']

export async function stormCounts({ quick, comparable }) {
  const contestants = comparable.filter(({ refreshes, isOurs }) =>
    quick ? isOurs : refreshes,
  )
  const rows = []
  const faults = []
  for (const { name, isOurs } of contestants) {
    const scenes = await runOnce('storm-counts', await scriptOf(name))
    const counts = SCENES.map(scene => scenes[scene].refreshes)
    const lost = SCENES.slice(0, 3).map(scene => scenes[scene].failed)
    const [hanging, failed] = [SCENES.map(scene => scenes[scene].hanging), lost].map(sum)
    rows.push([name, ...counts, hanging, failed])
    const isRight = counts.every(count => count === 1) && hanging + failed === 0
    if (isOurs && !isRight) faults.push(`${name}: ${rows.at(-1).slice(1).join(', ')}`)
  }
  return {
    text(words) {
      const { title, note, columns } = words.stormCounts
      return [`## ${title}`, note, table(columns, titled(rows, words))]
    },
    figures: {},
    targets: () => [],
    faults,
  }
}

function sum(numbers) {
  return numbers.reduce((total, each) => total + each, 0)
}
