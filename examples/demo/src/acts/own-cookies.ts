import { type Act, answered, rowsOf } from '../act'
import { exactly } from '../check'
import type { P2Stage } from '../stages/p2'

const OWN = 'theme=dark'

/** The session has expired, and the requests bring a cookie of their own. */
export async function ownCookies(stage: P2Stage): Promise<Act> {
  const { server, inspector } = stage
  await stage.begin()
  server.expireAccess()
  const before = { seen: server.otherCookies.length, stats: server.stats }
  const options = { headers: { Cookie: OWN } }
  const outcomes = await Promise.allSettled(
    [1, 2, 3].map(page => stage.ask(page, options)),
  )
  const seen = server.otherCookies.slice(before.seen).filter(({ path }) => {
    return path === '/items'
  })
  const kept = seen.filter(({ cookies }) => cookies.theme === 'dark')
  const codes = server.stats.codes - before.stats.codes
  const reuses = server.stats.codeReuses - before.stats.codeReuses
  return {
    title: `The session has expired; 3 requests bring a cookie of their own`,
    story: 'A fresh code of `wx.login` buys a session; the callers’ cookies go along.',
    rows: rowsOf(stage),
    checks: [
      exactly("answers with the code '0002'", inspector.counters().refused, 3),
      exactly('codes shown to the server', codes, 1),
      exactly('codes shown twice', reuses, 0),
      exactly('answers to the callers', answered(outcomes), 3),
      exactly(`requests with \`${OWN}\`, replays included`, kept.length, 6),
    ],
  }
}
