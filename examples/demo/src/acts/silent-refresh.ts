import { type Act, answered, askFor, rowsOf } from '../act'
import { atMost, exactly } from '../check'
import type { Stage } from '../stage'

/** The token has expired, and twenty requests go out at once. */
export async function silentRefresh(stage: Stage): Promise<Act> {
  const { server, inspector, expired } = stage
  await stage.begin()
  server.expireAccess()
  const outcomes = await askFor(stage, 20)
  return {
    title: 'The token has expired; 20 requests go out at once',
    story: 'Some are refused, all are held; one refresh, and all go. Nobody notices.',
    rows: rowsOf(stage),
    checks: [
      atMost(expired.words, inspector.counters().refused, expired.atMost),
      exactly('refreshes on the wire', stage.refreshes().length, 1),
      exactly('answers to the callers', answered(outcomes), 20),
      exactly('`refresh` announced', stage.announced('refresh'), 1),
    ],
  }
}
