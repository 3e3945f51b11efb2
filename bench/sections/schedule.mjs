// 500 requests over ten slots, a refresh in the middle: the repository's own benchmark.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { padEnd, padStart } from '../lab/table.mjs'

const root = join(import.meta.dirname, '../..')

// What it prints: a line for each contestant, and how Allium stands to the bare pool.
const CONTESTANTS = {
  'a bare pool of ten': 'pool',
  Allium: 'allium',
  'Allium, queued by the host': 'allium-queued-by-host',
}
const RUN = /^(.+?) +(\d+) ms +([\d.]+) × ideal +(\d+) calls$/gm
const SUM =
  /([\d.]+) × the bare pool \(at most ([\d.]+)\),\nand (\d+) calls \(at most (\d+)\)/

export async function schedule() {
  const args = ['--import', 'tsx', 'scripts/bench-schedule.ts']
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root })
  const runs = [...stdout.matchAll(RUN)].map(([, name, ...figures]) => [
    CONTESTANTS[name],
    ...figures,
  ])
  const [, ...sum] = SUM.exec(stdout) ?? []
  const [, , ideal] = runs.find(([name]) => name === 'allium') ?? []
  if (runs.length !== 3 || sum.length === 0 || ideal === undefined) {
    throw new Error(`bench:schedule printed something else:\n${stdout}`)
  }
  return {
    text({ peers, schedule: { title, note, pool, run, sum: told } }) {
      const titles = { ...peers, pool }
      const lines = runs.map(([name, ms, ...figures]) =>
        run(padEnd(titles[name], 28), padStart(ms, 5), ...figures),
      )
      const printed = [...lines, '', told(...sum)].join('\n')
      return [`## ${title}`, note, `\`\`\`text\n${printed}\n\`\`\``]
    },
    figures: {},
    targets: words => [[words.schedule.target, Number(ideal), 1.03]],
  }
}
