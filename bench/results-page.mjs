// RESULTS.md, with what is needed to read it and to have it again.
import { cpus } from 'node:os'
import { OF_THE_WEB, peers } from './peers/index.mjs'

/** One section as Markdown. */
export function sectionText({ title, note, text }) {
  return [`## ${title}`, note, ...text].join('\n\n')
}

export function resultsPage(sections, others) {
  const today = new Date().toISOString().slice(0, 10)
  const [{ model } = {}] = cpus()
  const head = `# Benchmarks

Written by \`npm run bench\` on ${today}, with Node ${process.version} on ${cpus().length} × ${model}. Times differ from machine to machine and from run to run; the ratios are what counts, to a bare request.js that does the same work in one hand-written function. Every peer is bundled and minified in the same way, and runs over the same host in the same process as itself. What each puts on the wire (method, URL, query, headers, body) was checked before it was timed.

¹ ${OF_THE_WEB}. Its figures are no promise for a phone.`
  return `${[head, ...sections.map(sectionText), notComparable(others)].join('\n\n')}\n`
}

function notComparable(others) {
  const reasons = others.map(({ title, reason }) => `- ${title}: ${reason}`)
  const without = peers.filter(({ refreshes }) => !refreshes).map(({ title }) => title)
  return [
    '## Not comparable',
    ...(reasons.length > 0 ? [reasons.join('\n')] : []),
    `- Have no refresh of their own, and stand in no storm: ${without.join(', ')}.
- flyio refreshes once for each request that was denied, whatever the lock: its storm is another.
- axios-auth-refresh rejects all requests but the first with its default options; it runs with \`deduplicateRefresh: false\`, and refreshes once all the same.
- alova runs with its cache and its sharing of equal requests off: every request is to go out.
- luch-request refreshes by the snippet that its users copy; it has none itself.
- What only Allium does is not taken out of its figures: a time limit of its own for each attempt, answers that cannot settle twice, requests that cannot be changed on their way, URLs that cannot carry a token to another host, ten slots with priorities.`,
  ].join('\n\n')
}
