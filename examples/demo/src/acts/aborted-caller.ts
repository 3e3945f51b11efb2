import type { Act } from '../act'
import { exactly } from '../check'
import type { P1Stage } from '../stages/p1'
import { until } from '../until'
import { laneChecks, laneRows } from './lane'

/** Two callers of five leave, one whose request is under way and one who still waits. */
export async function abortedCaller(stage: P1Stage): Promise<Act> {
  await stage.begin()
  const calls = [1, 2, 3, 4, 5].map(page => stage.ask(page))
  const settled = Promise.allSettled(calls)
  await until(() => stage.heard(2).length > 0)
  calls[1]?.abort()
  calls[3]?.abort()
  const codes = (await settled).map(each =>
    each.status === 'rejected' ? each.reason.code : 'answered',
  )
  const count = (code: string) => codes.filter(each => each === code).length
  return {
    title: 'Two of five callers leave: one on its way, one still waiting',
    story: 'The one on its way goes on alone (╍), for the sake of the token it brings.',
    rows: laneRows(stage),
    checks: [
      exactly('callers aborted', count('aborted'), 2),
      exactly('answers to the callers', count('answered'), 3),
      ...laneChecks(stage, 4),
      exactly('refreshes on the wire', stage.refreshes().length, 0),
    ],
  }
}
