// RESULTS.md, with what is needed to read it and to have it again.
import { cpus } from 'node:os'
import { table, times, whole } from './lab/table.mjs'
import { OF_THE_WEB, peers } from './peers/index.mjs'

/** One section as Markdown. */
export function sectionText({ title, note, text }) {
  return [`## ${title}`, note, ...text].join('\n\n')
}

export function resultsPage(sections, others) {
  const today = new Date().toISOString().slice(0, 10)
  const [{ model } = {}] = cpus()
  const machine = `Node ${process.version} on ${cpus().length} × ${model}`
  const head = `# Benchmarks

Written by \`npm run bench\` on ${today}, with ${machine}. Times differ from machine to machine and from run to run; the ratios are what counts, to a bare request.js that does the same work in one hand-written function. Every peer is bundled and minified in the same way, and runs over the same fake host. What each puts on the wire (method, URL, query, headers, body) was checked before it was timed.

¹ ${OF_THE_WEB}. Its figures are no promise for a phone.`
  const parts = [head, targetsOf(sections), ...sections.map(sectionText)]
  return `${[...parts, notComparable(others)].join('\n\n')}\n`
}

function targetsOf(sections) {
  const rows = sections
    .flatMap(({ targets }) => targets)
    .map(([what, figure, limit]) => {
      const written = limit >= 100 ? whole : times
      return [what, written(figure), written(limit), figure <= limit ? 'met' : 'missed']
    })
  return `## Targets\n\n${table(['', 'Allium', 'at most', ''], rows)}`
}

function notComparable(others) {
  const without = peers.filter(({ refreshes }) => !refreshes).map(({ title }) => title)
  const facts = [
    ...others.map(({ title, reason }) => `${title} does not do the work: ${reason}`),
    `Have no refresh of their own, and stand in no storm: ${without.join(', ')}.`,
    'flyio refreshes once for each request that was denied, whatever the lock: its storm is another.',
    'axios-auth-refresh rejects all requests but the first with its default options; it runs with `deduplicateRefresh: false`, and refreshes once all the same.',
    'alova runs with its cache and its sharing of equal requests off: every request is to go out.',
    'luch-request has no refresh; it runs with the snippet that its users copy.',
    'What only Allium does is not taken out of its figures: a time limit of its own for each attempt, answers that cannot settle twice, requests that cannot be changed on their way, URLs that cannot carry a token to another host, ten slots with priorities.',
  ]
  return ['## Not comparable', facts.map(fact => `- ${fact}`).join('\n')].join('\n\n')
}
