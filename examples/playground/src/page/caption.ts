import { burstsOf, type Counters, countersOf, type Row } from '@allium/inspector'
import type { Strings, Tally } from './strings'

/** What the page knows of this moment. */
export interface Moment {
  readonly rows: readonly Row[]
  readonly counters: Counters
  /** Sessions that ended since the last burst began. */
  readonly logouts: number
}

/** Says in one or two sentences what is to be seen. */
export function captionOf({ rows, counters, logouts }: Moment, say: Strings): string {
  const { pending, held } = counters
  const isRefreshing = rows.some(
    ({ kind, endedAt }) => kind === 'refresh' && endedAt === undefined,
  )
  if (pending > 0) {
    const parts = [held > 0 ? say.holding(held) : say.going(pending)]
    if (isRefreshing) parts.push(say.refreshing)
    return parts.join(' ')
  }
  const last = burstsOf(rows).pop()
  if (last === undefined) return say.idle
  const { requests, answered, failed, refused, refreshes } = countersOf(last.rows)
  // What auth left to the caller had no credential.
  const unsigned = last.rows.filter(
    ({ status, code }) => status === 401 && code === 'status',
  ).length
  const counts = { requests, answered, failed, refused, unsigned, refreshes, logouts }
  const tally: Tally = counts
  return requests > 0 ? say.outcome(tally) : say.idle
}
