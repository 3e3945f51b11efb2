// The figures on record: ratios and sizes, never times. A run that is a fifth worse fails.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const file = join(import.meta.dirname, 'record.json')
const MOST_LOSS = 1.2

/** What is more than a fifth worse than on record, in words. */
export function losses(figures) {
  const { figures: known } = JSON.parse(readFileSync(file, 'utf8'))
  const found = []
  for (const [name, figure] of Object.entries(figures)) {
    const before = known[name]
    if (before === undefined)
      found.push(`${name} is not on record; renew it with --write`)
    else if (figure > before * MOST_LOSS) {
      found.push(`${name}: ${figure.toFixed(2)}, on record ${before.toFixed(2)}`)
    }
  }
  return found
}

export function writeRecord(figures) {
  const rounded = Object.fromEntries(
    Object.entries(figures).map(([name, figure]) => [name, Number(figure.toFixed(3))]),
  )
  const record = { node: process.version, figures: rounded }
  writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`)
}
