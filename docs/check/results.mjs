// What `npm run bench` wrote is there in each language: line by line the same figures, with
// words for all of it, and shown by the page of that language.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { languages, wordFaults } from '../../bench/words/index.mjs'

const docs = join(import.meta.dirname, '..')
const bench = join(docs, '../bench')
const FIGURE = /\d+(?:[.,:-]\d+)*(?: (?:µs|ms|B)\b)?/g

export function resultFaults(pages) {
  const [english, ...others] = Object.keys(languages)
  return [
    ...wordFaults(),
    ...others.flatMap(file => differences(english, file)),
    ...Object.keys(languages).flatMap(file => shownFaults(file, pages)),
  ]
}

function differences(english, file) {
  const [wanted, told] = [english, file].map(figuresOf)
  if (told.length !== wanted.length) {
    return [`bench/${file} has ${told.length} lines, and ${english} ${wanted.length}`]
  }
  return wanted.flatMap((figures, at) => {
    if (figures === told[at]) return []
    return [`bench/${file}, line ${at + 1}: ${told[at]}, and in ${english} ${figures}`]
  })
}

/** Of each line its figures, each with its unit. */
function figuresOf(file) {
  const path = join(bench, file)
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []
  return lines.map(line => (line.match(FIGURE) ?? []).join(' '))
}

function shownFaults(file, pages) {
  const path = file === 'RESULTS.md' ? 'benchmarks.md' : 'zh/benchmarks.md'
  const page = pages.find(each => each.path === path)
  const [, target = ''] = /^<!-- @include: (\S+)\{3,\} -->$/m.exec(page?.text) ?? []
  const isShown = join(docs, path, '..', target) === join(bench, file)
  return isShown ? [] : [`${path} does not show bench/${file}`]
}
