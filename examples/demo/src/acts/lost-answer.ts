import { type Act, answered, askFor, rowsOf, toldToRetry } from '../act'
import { type Check, exactly } from '../check'
import type { Stage } from '../stage'
import type { P4aStage } from '../stages/p4'

const title = 'The server renews the token, and its answer is lost'

/** The next request recovers, where what it shows is still good. */
export async function lostAnswer(stage: Stage): Promise<Act> {
  const checks = await loseAnswer(stage)
  const recovered = await askFor(stage, 1, 2)
  return {
    title,
    story: 'Who knows what it did? The session is kept, and the next one recovers.',
    rows: rowsOf(stage),
    checks: [
      ...checks,
      exactly('answers to the next', answered(recovered), 1),
      exactly('refreshes on the wire', stage.refreshes().length, 2),
      exactly('`logout` announced', stage.announced('logout'), 0),
    ],
  }
}

/** A server that rotates, and has no grace window, takes the second showing for a theft. */
export async function lostRotation(stage: P4aStage): Promise<Act> {
  const { server, session } = stage
  const reuses = server.stats.reuses
  const checks = await loseAnswer(stage)
  const outcomes = await askFor(stage, 1, 2)
  return {
    title,
    story: 'It rotates, and has no grace window: shown again, the old token ends it all.',
    rows: rowsOf(stage),
    checks: [
      ...checks,
      exactly('refresh tokens shown twice', server.stats.reuses - reuses, 1),
      exactly('answers to the next', answered(outcomes), 0),
      exactly('`logout` announced', stage.announced('logout'), 1),
      exactly('credentials left', session.credential() ? 1 : 0, 0),
    ],
  }
}

async function loseAnswer(stage: Stage): Promise<Check[]> {
  const { server, session } = stage
  await stage.begin()
  server.expireAccess()
  server.dropRefreshAnswer()
  const lost = await askFor(stage, 1)
  return [
    exactly('callers told to try again', toldToRetry(lost), 1),
    exactly('`refresh:error` announced', stage.announced('refresh:error'), 1),
    exactly('sessions kept', session.credential() ? 1 : 0, 1),
  ]
}
