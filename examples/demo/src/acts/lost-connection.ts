import { type Act, answered, askFor, rowsOf, toldToRetry } from '../act'
import { exactly } from '../check'
import type { Stage } from '../stage'

/** The refresh does not get through; the session is kept, and the next request recovers. */
export async function lostConnection(stage: Stage): Promise<Act> {
  const { server, host, session } = stage
  await stage.begin()
  server.expireAccess()
  host.cut(stage.isRefresh)
  const lost = await askFor(stage, 1)
  host.cut(undefined)
  const reached = stage.refreshes().length
  const kept = session.credential() ? 1 : 0
  const recovered = await askFor(stage, 1, 2)
  return {
    title: 'The refresh never reaches the server',
    story: 'The caller may try again; the session is kept, and the next one recovers.',
    rows: rowsOf(stage),
    checks: [
      exactly('refreshes on the wire while offline', reached, 0),
      exactly('callers told to try again', toldToRetry(lost), 1),
      exactly('`refresh:error` announced', stage.announced('refresh:error'), 1),
      exactly('sessions kept', kept, 1),
      exactly('`logout` announced', stage.announced('logout'), 0),
      exactly('answers once the network is back', answered(recovered), 1),
    ],
  }
}
