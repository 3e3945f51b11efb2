// node bench/run.mjs [section …] [--quick] [--write]
//
// Without a section all of them run, and RESULTS.md and RESULTS.zh-CN.md are written anew.
// `--quick` is for CI: our library against a bare request.js, in few rounds; it fails where
// a figure is more than a fifth worse than in record.json, or RESULTS.md tells of other sizes
// than the build has. `--quick --write` renews that record.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { argumentsOf } from './arguments.mjs'
import { peers } from './peers/index.mjs'
import { losses, lowest, writeRecord } from './record.mjs'
import { resultsPages, sectionText } from './results-page.mjs'
import { coldStart } from './sections/cold-start.mjs'
import { overhead } from './sections/overhead.mjs'
import { schedule } from './sections/schedule.mjs'
import { size } from './sections/size.mjs'
import { storm } from './sections/storm.mjs'
import { stormCounts } from './sections/storm-counts.mjs'
import { setup } from './setup.mjs'
import { checkOnTheWire } from './wire-check.mjs'
import { en } from './words/en.mjs'
import { wordFaults } from './words/index.mjs'

const sections = {
  size,
  overhead,
  storm,
  'storm-counts': stormCounts,
  'cold-start': coldStart,
  schedule,
}

/** A noisy minute may look like a loss; a loss is one that shows each time. */
const QUICK_TRIES = 5

const { wanted, quick, write } = argumentsOf(process.argv.slice(2), Object.keys(sections))
// The schedule takes its time, and has limits of its own.
const usual = Object.keys(sections).filter(name => !quick || name !== 'schedule')
const names = wanted.length > 0 ? wanted : usual

const unsaid = wordFaults()
if (unsaid.length > 0) throw new Error(unsaid.join('; '))

setup()
const { comparable, others } = await checkOnTheWire(
  quick ? peers.filter(({ name, isOurs }) => isOurs || name === 'bare') : peers,
)

async function measure(name) {
  const section = await sections[name]({ quick, comparable })
  const tries = [section.figures]
  const isTimed = Object.keys(section.figures).length > 0
  const isInDoubt = () => write || losses(lowest(tries)).length > 0
  while (quick && isTimed && tries.length < QUICK_TRIES && isInDoubt()) {
    const { figures } = await sections[name]({ quick, comparable })
    tries.push(figures)
  }
  section.figures = lowest(tries)
  console.log(`\n${sectionText(section, en)}`)
  return section
}

const done = []
for (const name of names) done.push(await measure(name))

const figures = Object.assign({}, ...done.map(section => section.figures))
const faults = done.flatMap(section => section.faults ?? [])
if (write) writeRecord(figures)
else if (quick) faults.push(...losses(figures))
else if (wanted.length === 0) {
  for (const [file, page] of resultsPages(done, others)) {
    writeFileSync(join(import.meta.dirname, file), page)
  }
}
for (const fault of faults) console.error(`FAIL ${fault}`)
process.exitCode = faults.length === 0 ? 0 : 1
