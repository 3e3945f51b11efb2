// 500 requests over ten slots, a refresh in the middle: the repository's own benchmark.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const root = join(import.meta.dirname, '../..')

export async function schedule() {
  const args = ['--import', 'tsx', 'scripts/bench-schedule.ts']
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root })
  const ideal = Number(/^Allium .* ([\d.]+) × ideal/m.exec(stdout)?.[1])
  return {
    title: 'Schedule',
    note: '500 requests of 20 ms over ten slots, the token expiring half-way, with real timers: `npm run bench:schedule`. It fails above its own limits.',
    text: [`\`\`\`text\n${stdout.trim()}\n\`\`\``],
    figures: {},
    targets: [['500 requests over ten slots, × ideal', ideal, 1.03]],
  }
}
