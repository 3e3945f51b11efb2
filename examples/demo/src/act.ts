import type { Response } from '@allium/core'
import type { Row } from '@allium/inspector'
import type { Check } from './check'
import type { Stage } from './stage'

/** What an act showed. */
export interface Act {
  readonly title: string
  readonly story: string
  readonly rows: readonly Row[]
  readonly checks: readonly Check[]
}

export type Outcome = PromiseSettledResult<Response>

/** Asks for so many pages at once, and waits until every caller knows. */
export function askFor(
  stage: Pick<Stage, 'ask'>,
  count: number,
  firstPage = 1,
): Promise<Outcome[]> {
  const calls = Array.from({ length: count }, (_, index) => stage.ask(firstPage + index))
  return Promise.allSettled(calls)
}

export function answered(outcomes: readonly Outcome[]): number {
  return outcomes.filter(({ status }) => status === 'fulfilled').length
}

/** The callers that failed, and were told that trying again may help. */
export function toldToRetry(outcomes: readonly Outcome[]): number {
  return outcomes.filter(each => each.status === 'rejected' && each.reason.retryable)
    .length
}

/** What was seen of the requests and refreshes, each under a name that a line has room for. */
export function rowsOf(stage: Pick<Stage, 'inspector' | 'pageOf'>): Row[] {
  return stage.inspector.rows().map(row => ({ ...row, path: nameOf(row, stage) }))
}

function nameOf(row: Row, { pageOf }: Pick<Stage, 'pageOf'>): string {
  if (row.kind === 'request') return `${row.path}?page=${pageOf(row)}`
  return row.path.replace(/^\/.+(?=\/)/, '…')
}
