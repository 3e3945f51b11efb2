// The figures on record: ratios and sizes, never times. A run that is a fifth worse fails.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const file = join(import.meta.dirname, 'record.json')
const MOST_LOSS = 1.2

function known() {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).figures : {}
}

/** What is more than a fifth worse than on record, in words. */
export function losses(figures) {
  const before = known()
  return Object.entries(figures)
    .filter(([name, figure]) => !(figure <= before[name] * MOST_LOSS))
    .map(([name, figure]) => `${name}: ${figure.toFixed(2)}, on record ${before[name]}`)
}

/** Of each figure the lowest of all tries: what a quiet moment gives. */
export function lowest(tries) {
  const lowestOf = name => Math.min(...tries.map(figures => figures[name]))
  return Object.fromEntries(Object.keys(tries[0]).map(name => [name, lowestOf(name)]))
}

/** Renews the figures that are given, and keeps the others. */
export function writeRecord(figures) {
  const rounded = Object.entries(figures).map(([name, figure]) => [
    name,
    Number(figure.toFixed(2)),
  ])
  const record = {
    node: process.version,
    figures: { ...known(), ...Object.fromEntries(rounded) },
  }
  writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`)
}
