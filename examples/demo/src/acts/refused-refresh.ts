import { type Act, answered, askFor, rowsOf } from '../act'
import { exactly } from '../check'
import type { Stage } from '../stage'

/** The server refuses the refresh: the session ends once, and every promise settles. */
export async function refusedRefresh(stage: Stage): Promise<Act> {
  const { server, session } = stage
  await stage.begin()
  server.expireAccess()
  server.rejectRefresh(true)
  const outcomes = await askFor(stage, 20)
  server.rejectRefresh(false)
  return {
    title: 'The server refuses the refresh',
    story: 'The session ends once, with one `logout`; all 20 callers are told why.',
    rows: rowsOf(stage),
    checks: [
      exactly('refreshes on the wire', stage.refreshes().length, 1),
      exactly('promises settled', outcomes.length, 20),
      exactly('answers to the callers', answered(outcomes), 0),
      exactly('`logout` announced', stage.announced('logout'), 1),
      exactly('credentials left', session.credential() ? 1 : 0, 0),
    ],
  }
}
