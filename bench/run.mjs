// node bench/run.mjs [section …] [--quick] [--write]
//
// Without a section all of them run, and RESULTS.md is written anew. `--quick` is for CI:
// our library against a bare request.js, in few rounds; it fails where a figure is more
// than a fifth worse than in record.json. `--quick --write` renews that record.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { peers } from './peers/index.mjs'
import { losses, writeRecord } from './record.mjs'
import { resultsPage, sectionText } from './results-page.mjs'
import { coldStart } from './sections/cold-start.mjs'
import { overhead } from './sections/overhead.mjs'
import { schedule } from './sections/schedule.mjs'
import { size } from './sections/size.mjs'
import { storm } from './sections/storm.mjs'
import { stormCounts } from './sections/storm-counts.mjs'
import { setup } from './setup.mjs'
import { checkOnTheWire } from './wire-check.mjs'

const sections = {
  size,
  overhead,
  storm,
  'storm-counts': stormCounts,
  'cold-start': coldStart,
  schedule,
}

const args = process.argv.slice(2)
const quick = args.includes('--quick')
const write = args.includes('--write')
const wanted = args.filter(arg => !arg.startsWith('--'))
const unknown = [
  ...wanted.filter(name => !(name in sections)),
  ...args.filter(arg => arg.startsWith('--') && !['--quick', '--write'].includes(arg)),
]
if (unknown.length > 0) {
  console.error(
    `no ${unknown.join(', ')}; there are: ${Object.keys(sections).join(', ')}`,
  )
  process.exit(2)
}
const names = wanted.length > 0 ? wanted : Object.keys(sections)

setup()
const { comparable, others } = await checkOnTheWire(
  quick ? peers.filter(({ name, isOurs }) => isOurs || name === 'bare') : peers,
)
const done = []
for (const name of names) {
  // It has limits of its own, and takes its time.
  if (quick && name === 'schedule' && wanted.length === 0) continue
  const section = await sections[name]({ quick, comparable })
  done.push(section)
  console.log(`\n${sectionText(section)}`)
}

const faults = done.flatMap(section => section.faults ?? [])
const figures = Object.assign({}, ...done.map(section => section.figures))
if (quick && write) writeRecord(figures)
else if (quick) faults.push(...losses(figures))
else if (wanted.length === 0) {
  writeFileSync(join(import.meta.dirname, 'RESULTS.md'), resultsPage(done, others))
}
for (const fault of faults) console.error(`FAIL ${fault}`)
process.exitCode = faults.length === 0 ? 0 : 1
