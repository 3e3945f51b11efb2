import type { Row } from './row'

/** What has been counted. */
export interface Counters {
  /** All that were asked for, whatever became of them. */
  readonly requests: number
  /** Those whose promise was fulfilled. */
  readonly answered: number
  /** Those whose promise was rejected, aborted ones among them. */
  readonly failed: number
  /** Promises that have not settled: 0 when all is quiet. */
  readonly pending: number
  /** Of the pending, those that a layer holds. */
  readonly held: number
  /** Exchanges of requests, those of refreshes not among them. */
  readonly attempts: number
  /** Attempts whose credential was refused as expired, whatever the caller got in the end. */
  readonly refused: number
  /** Attempts after a refresh. */
  readonly replays: number
  /** Attempts of the `retry` layer. */
  readonly retries: number
  /** All that were started, whatever became of them. */
  readonly refreshes: number
  /** Those that brought no credential. */
  readonly failedRefreshes: number
  /** Sessions that ended. */
  readonly logouts: number
}

export const noCounters: Counters = {
  requests: 0,
  answered: 0,
  failed: 0,
  pending: 0,
  held: 0,
  attempts: 0,
  refused: 0,
  replays: 0,
  retries: 0,
  refreshes: 0,
  failedRefreshes: 0,
  logouts: 0,
}

/** Counts what the rows tell; ends of sessions are in no row. */
export function countersOf(rows: readonly Row[]): Counters {
  const counters: { -readonly [Key in keyof Counters]: number } = { ...noCounters }
  for (const row of rows) {
    if (row.kind === 'refresh') {
      counters.refreshes += 1
      counters.failedRefreshes += Number(row.state === 'failed')
      continue
    }
    counters.requests += 1
    counters.answered += Number(row.state === 'answered')
    counters.failed += Number(row.state === 'failed')
    counters.pending += Number(row.endedAt === undefined)
    counters.held += Number(row.state === 'held')
    counters.attempts += row.attempts
    counters.replays += row.replays
    counters.retries += row.retries
    counters.refused += row.spans.filter(span => isRefused(span, row.code)).length
  }
  return counters
}

export function addCounters(a: Counters, b: Counters): Counters {
  const sum = { ...a }
  for (const name of Object.keys(a) as Array<keyof Counters>) {
    Object.assign(sum, { [name]: a[name] + b[name] })
  }
  return sum
}

/**
 * A 401 that auth could not cure is one as well; one that it left to the caller is not:
 * that request had no credential.
 */
function isRefused({ end, status }: Row['spans'][number], code?: string): boolean {
  return end === 'refused' || (end === 'failed' && status === 401 && code !== 'status')
}
