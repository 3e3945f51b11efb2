// RESULTS.md and its like in other languages, with what is needed to read them and to have
// them again.
import { cpus } from 'node:os'
import { table, times, whole } from './lab/table.mjs'
import { peers } from './peers/index.mjs'
import { languages } from './words/index.mjs'

/** One section as Markdown. */
export function sectionText({ text }, words) {
  return text(words).join('\n\n')
}

/** For each language its file and its page, all of the same figures. */
export function resultsPages(sections, others) {
  const [{ model } = {}] = cpus()
  const date = new Date().toISOString().slice(0, 10)
  const circumstances = { date, node: process.version, cores: cpus().length, model }
  return Object.entries(languages).map(([file, words]) => {
    const parts = [
      words.head(circumstances),
      targetsOf(sections, words),
      ...sections.map(section => sectionText(section, words)),
      notComparable(others, words),
    ]
    return [file, `${parts.join('\n\n')}\n`]
  })
}

function targetsOf(sections, words) {
  const { title, columns, met, missed } = words.targets
  const rows = sections
    .flatMap(({ targets }) => targets(words))
    .map(([what, figure, limit]) => {
      const written = limit >= 100 ? whole : times
      return [what, written(figure), written(limit), figure <= limit ? met : missed]
    })
  return `## ${title}\n\n${table(columns, rows)}`
}

function notComparable(others, words) {
  const { title, failed, without, facts } = words.notComparable
  const withoutRefresh = peers.filter(({ refreshes }) => !refreshes)
  const all = [
    // The reason is what the check printed, in its own words.
    ...others.map(({ name, reason }) => failed(words.peers[name], `\`${reason}\``)),
    without(withoutRefresh.map(({ name }) => words.peers[name])),
    ...facts,
  ]
  return [`## ${title}`, all.map(fact => `- ${fact}`).join('\n')].join('\n\n')
}
