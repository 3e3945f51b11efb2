// All that is checked of the pages without building them.
import { commandFaults } from './commands.mjs'
import { errorFaults } from './error-facts.mjs'
import { pages } from './pages.mjs'
import { platformFaults } from './platforms.mjs'
import { resultFaults } from './results.mjs'
import { runFaults } from './run-blocks.mjs'
import { sidebarFaults } from './sidebar.mjs'
import { snippetFaults } from './snippets.mjs'
import { tableFaults } from './tables.mjs'
import { twinFaults } from './twins.mjs'

/** What is wrong with the pages, and what was looked at, in words. */
export async function checkPages() {
  const all = pages()
  const tables = all.map(tableFaults)
  const runs = await runFaults(all)
  const faults = [
    ...twinFaults(all),
    ...tables.flatMap(table => table.faults),
    ...errorFaults(all),
    ...platformFaults(all),
    ...resultFaults(all),
    ...snippetFaults(all),
    ...sidebarFaults(all),
    ...commandFaults(all),
    ...runs.faults,
  ]
  const count = tables.reduce((sum, table) => sum + table.count, 0)
  if (all.length === 0 || count === 0 || runs.count === 0)
    faults.push('nothing was found')
  const told = `${all.length} pages of the site: ${count} tables agree with the sources, ${runs.count} blocks print what they say`
  return { faults, told }
}
