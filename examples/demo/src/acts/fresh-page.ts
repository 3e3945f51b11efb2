import { type Act, answered, askFor, rowsOf } from '../act'
import { exactly } from '../check'
import type { P4bStage } from '../stages/p4'

/** The page is loaded anew: it knows no token, and the browser still has the cookie. */
export async function freshPage(stage: P4bStage): Promise<Act> {
  const { server, browser, inspector } = stage
  await stage.begin()
  stage.reload()
  const outcomes = await askFor(stage, 5)
  const unsigned = server.wire.entries.filter(
    ({ path, tokenSerial }) => path === '/api/items' && tokenSerial === undefined,
  )
  const { refreshToken } = stage.session.credential() ?? {}
  const isSeen = browser.cookies.includes('refresh_token') || refreshToken !== undefined
  return {
    title: 'The page is loaded anew; 5 requests go out at once',
    story: 'A cookie that no script can read buys a token, before anything is sent.',
    rows: rowsOf(stage),
    checks: [
      exactly('requests without a token', unsigned.length, 0),
      exactly('answers 401', inspector.counters().refused, 0),
      exactly('refreshes on the wire', stage.refreshes().length, 1),
      exactly('answers to the callers', answered(outcomes), 5),
      exactly('refresh tokens that a script can see', isSeen ? 1 : 0, 0),
    ],
  }
}
