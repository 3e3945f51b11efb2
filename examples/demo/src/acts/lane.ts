import type { Row } from '@allium/inspector'
import { type Act, answered, askFor, rowsOf } from '../act'
import { type Check, exactly } from '../check'
import type { P1Stage } from '../stages/p1'

/** So many calls at once, with tokens that are good for one request each. */
export const lane =
  (count: number) =>
  async (stage: P1Stage): Promise<Act> => {
    await stage.begin()
    const outcomes = await askFor(stage, count)
    return {
      title: `${count} calls at once, with a token that is good for one request`,
      story: 'They go one after the other, each with the token of the answer before.',
      rows: laneRows(stage),
      checks: [
        exactly('answers to the callers', answered(outcomes), count),
        ...laneChecks(stage, count),
        exactly('refreshes on the wire', stage.refreshes().length, 0),
      ],
    }
  }

/** What holds while each answer brings the next token; so many requests carried one. */
export function laneChecks({ server }: P1Stage, uses: number): Check[] {
  const serials = server.wire.entries.flatMap(({ tokenSerial = [] }) => tokenSerial)
  const links = serials.filter((serial, at) => at > 0 && serial === next(serials[at - 1]))
  return [
    exactly('requests with a token', serials.length, uses),
    exactly('tokens from the answer before', links.length, uses - 1),
    exactly('most on their way at once', server.stats.maxInFlight, 1),
  ]
}

const next = (serial = 0): number => serial + 1

/** The rows, with the numbers of the tokens that each request carried. */
export function laneRows(stage: P1Stage): Row[] {
  return rowsOf(stage).map(row => {
    const page = stage.pageOf(row)
    if (page === undefined) return row
    const serials = stage.heard(page).flatMap(({ tokenSerial = [] }) => tokenSerial)
    const tokens = serials.length === 0 ? 'never sent' : `token ${serials.join(', ')}`
    return { ...row, path: `${row.path}, ${tokens}` }
  })
}
