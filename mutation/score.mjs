import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const report = join(import.meta.dirname, 'reports/mutation.json')

/** What an older run has found says nothing of this one. */
export function forgetScore() {
  rmSync(report, { force: true })
}

/** What the run has found, in one line; nothing where it came to no end. */
export function scoreLine() {
  if (!existsSync(report)) return undefined
  const { files } = JSON.parse(readFileSync(report, 'utf8'))
  const mutants = Object.values(files).flatMap(file => file.mutants)
  const count = (...statuses) =>
    mutants.filter(({ status }) => statuses.includes(status)).length
  const failed = count('Killed')
  const endless = count('Timeout')
  const survived = count('Survived', 'NoCoverage')
  const all = failed + endless + survived
  const score = ((100 * (failed + endless)) / all).toFixed(2)
  return [
    `${score} % of ${all} mutants in ${Object.keys(files).length} files are found:`,
    `${failed} fail a test, ${endless} never end, ${survived} survive;`,
    `${count('Ignored')} more are left out, each with its reason beside the code`,
  ].join(' ')
}
