import { type Act, answered, askFor } from '../act'
import { exactly } from '../check'
import type { P1Stage } from '../stages/p1'
import { laneRows } from './lane'

/** An answer is lost, and with it the next token. */
export async function lostToken(stage: P1Stage): Promise<Act> {
  const { server, inspector } = stage
  await stage.begin()
  server.loseNextToken()
  const outcomes = await askFor(stage, 5)
  return {
    title: 'An answer is lost, and the next token with it',
    story: 'The next tries the token that is known, once; then a login gets another.',
    rows: laneRows(stage),
    checks: [
      exactly('callers that lost their answer', 5 - answered(outcomes), 1),
      exactly('answers to the callers', answered(outcomes), 4),
      exactly('answers with the code 408', inspector.counters().refused, 1),
      exactly('refreshes on the wire', stage.refreshes().length, 1),
      exactly('most on their way at once', server.stats.maxInFlight, 1),
      exactly('`logout` announced', stage.announced('logout'), 0),
    ],
  }
}
