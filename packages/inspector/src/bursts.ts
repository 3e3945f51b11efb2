import type { Row } from './row'

/** Requests that belong together: nothing was quiet between them. */
export interface Burst {
  /** The first row's, for whoever draws. */
  readonly key: string
  /** In ms of the client's clock. */
  readonly from: number
  /** Absent while something lasts. */
  readonly to?: number
  /** Refreshes first, for they explain the rest. */
  readonly rows: readonly Row[]
}

/**
 * Cuts a timeline where all was quiet, so that each piece has a scale of its own. The rows
 * are in the order of their start, and so are the pieces.
 *
 * @param quietMs how long nothing was under way between two pieces.
 */
export function burstsOf(rows: readonly Row[], quietMs = 1_000): Burst[] {
  const pieces: Row[][] = []
  let until = Number.NEGATIVE_INFINITY
  for (const row of rows) {
    if (row.startedAt > until + quietMs) pieces.push([])
    pieces[pieces.length - 1]?.push(row)
    until = Math.max(until, row.endedAt ?? Number.POSITIVE_INFINITY)
  }
  return pieces.map(burstOf)
}

function burstOf(rows: readonly Row[]): Burst {
  const [first] = rows as [Row]
  const isOver = rows.every(({ endedAt }) => endedAt !== undefined)
  const to = Math.max(...rows.map(({ endedAt = 0 }) => endedAt))
  return {
    key: first.key,
    from: first.startedAt,
    ...(isOver && { to }),
    rows: [...rows].sort((a, b) => rank(a) - rank(b)),
  }
}

function rank({ kind }: Row): number {
  return kind === 'refresh' ? 0 : 1
}
