import type { Response } from '@allium/core'
import type { WireEntry } from '@allium/example-backends'
import type { Check } from './check'
import type { Stage } from './stage'
import type { Row } from './waterfall'

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

/** One line for each request, and one for each refresh, where it was on the wire. */
export function rowsOf(stage: Stage): Row[] {
  return [...stage.recorder.rows, ...stage.refreshes().map(refreshRow)]
}

function refreshRow({ method, path, startedAt, endedAt, status }: WireEntry): Row {
  const parts = path.split('/')
  return {
    name: `${method} ${parts.length > 2 ? '…' : ''}/${parts[parts.length - 1]}`,
    marks: [{ kind: 'sent', at: startedAt }],
    settledAt: endedAt ?? startedAt,
    end: status > 0 ? `${status}` : 'answer lost',
    isRefresh: true,
  }
}
