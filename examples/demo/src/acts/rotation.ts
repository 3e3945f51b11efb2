import { type Act, answered, askFor, rowsOf } from '../act'
import { exactly } from '../check'
import type { P4aStage } from '../stages/p4'

/** Token after token expires: each refresh takes the place of the refresh token, too. */
export async function rotation(stage: P4aStage): Promise<Act> {
  const { server } = stage
  await stage.begin()
  const before = server.stats.reuses
  const known = new Set([stage.session.credential()?.refreshToken])
  const outcomes = []
  for (let round = 0; round < 3; round += 1) {
    server.expireAccess()
    outcomes.push(...(await askFor(stage, 2, 1 + 2 * round)))
    known.add(stage.session.credential()?.refreshToken)
  }
  return {
    title: 'The token expires three times; 2 requests go out at once each time',
    story: 'Each refresh brings the next refresh token, and none is shown twice.',
    rows: rowsOf(stage),
    checks: [
      exactly('refreshes on the wire', stage.refreshes().length, 3),
      exactly('refresh tokens, one after the other', known.size, 4),
      exactly('refresh tokens shown twice', server.stats.reuses - before, 0),
      exactly('answers to the callers', answered(outcomes), 6),
    ],
  }
}
