import { setTimeout as sleep } from 'node:timers/promises'
import type { Span } from '@allium/inspector'
import { type Act, answered, askFor, rowsOf } from '../act'
import { exactly } from '../check'
import type { P3Stage } from '../stages/p3'
import { until } from '../until'

/** How long the token lives, by what the app is told. The last third is the margin. */
const LIFE_MS = 600

/** The token is renewed before it ends; who comes meanwhile waits for the new one. */
export async function earlyRenewal(stage: P3Stage): Promise<Act> {
  const { server, inspector } = stage
  await stage.begin()
  await stage.signInFor(LIFE_MS)
  const old = await askFor(stage, 1)
  await sleep(LIFE_MS * 0.75)
  const first = askFor(stage, 3, 2)
  await until(() => stage.refreshes().length > 0)
  const more = askFor(stage, 3, 5)
  const outcomes = [...(await first), ...(await more)]
  const held = inspector.rows().filter(({ spans }) => firstOf(spans) === 'held')
  const serials = server.wire.entries.flatMap(({ tokenSerial = [] }) => tokenSerial)
  const renewed = serials.filter(serial => serial !== serials[0])
  return {
    title: 'The token has a quarter of its life left; 3 requests go out, then 3 more',
    story: 'All are held before they leave, and go with the new token. None is refused.',
    rows: rowsOf(stage),
    checks: [
      exactly('answers with the old token', answered(old), 1),
      exactly('requests held', held.length, 6),
      exactly('answers 401', inspector.counters().refused, 0),
      exactly('refreshes on the wire', stage.refreshes().length, 1),
      exactly('requests with the new token', renewed.length, 6),
      exactly('answers to the callers', answered(outcomes), 6),
    ],
  }
}

/** Where a request was first, once it had come to a layer that does more than pass it on. */
function firstOf(spans: readonly Span[]): string | undefined {
  return spans.find(({ kind }) => kind !== 'inside')?.kind
}
