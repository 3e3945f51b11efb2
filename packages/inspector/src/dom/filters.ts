import type { Row } from '../row'

/** Which rows are shown. */
export type RowFilter = 'all' | 'held' | 'replayed' | 'failed' | 'refreshes'

export const rowFilters: readonly RowFilter[] = [
  'all',
  'held',
  'replayed',
  'failed',
  'refreshes',
]

const tests: Readonly<Record<RowFilter, (row: Row) => boolean>> = {
  all: () => true,
  held: ({ spans }) => spans.some(({ kind }) => kind === 'held'),
  replayed: ({ replays, retries }) => replays + retries > 0,
  failed: ({ state }) => state === 'failed',
  refreshes: ({ kind }) => kind === 'refresh',
}

/** The rows that pass the filter, and whose method or path has the text in it. */
export function filtered(rows: readonly Row[], filter: RowFilter, text: string): Row[] {
  const wanted = text.trim().toLowerCase()
  return rows.filter(
    row =>
      tests[filter](row) &&
      `${row.method} ${row.path} #${row.id}`.toLowerCase().includes(wanted),
  )
}
