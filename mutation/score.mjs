import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sourceFiles } from './sources.mjs'

const report = join(import.meta.dirname, 'reports/mutation.json')
const readme = join(import.meta.dirname, 'README.md')
/** The line of the README that tells the score, with its day. */
const TOLD = /^> \d{4}-\d\d-\d\d: (.*)$/m

/** What an older run has found says nothing of this one. */
export function forgetScore() {
  rmSync(report, { force: true })
}

/** What the run has found, in one line; nothing where it came to no end. */
export function scoreLine() {
  const score = read()
  return score && `${score.found} (${score.how})`
}

/** A run of all files writes its score into the README, where that tells another. */
export function keepScore() {
  const { found, names = [] } = read() ?? {}
  const text = readFileSync(readme, 'utf8')
  const isWhole = sourceFiles.every(name => names.includes(name))
  if (!isWhole || TOLD.exec(text)?.[1] === found) return
  const day = new Date().toISOString().slice(0, 10)
  writeFileSync(readme, text.replace(TOLD, `> ${day}: ${found}`))
  console.log('mutation/README.md tells the new score; commit it.')
}

/** What is the same in each run; and what is found by which way, which is not. */
function read() {
  if (!existsSync(report)) return undefined
  const { files } = JSON.parse(readFileSync(report, 'utf8'))
  const names = Object.keys(files)
  const mutants = Object.values(files).flatMap(file => file.mutants)
  const count = (...statuses) =>
    mutants.filter(({ status }) => statuses.includes(status)).length
  const failed = count('Killed')
  const endless = count('Timeout')
  const survived = count('Survived', 'NoCoverage')
  const all = failed + endless + survived
  const score = ((100 * (failed + endless)) / all).toFixed(2)
  const found = [
    `${score} % of ${all} mutants in ${names.length} files are found, ${survived} survive;`,
    `${count('Ignored')} more are left out, each with its reason beside the code`,
  ].join(' ')
  return { names, found, how: `${failed} fail a test, ${endless} never end` }
}
