import type { Ending } from './callbacks'
import type { TaskManner } from './misbehaviour-types'

/** Makes what a badly mannered host returns; `onEnding` tells how the call ended. */
export function mistask(
  manner: TaskManner | undefined,
  task: object,
  onEnding: (listener: (ending: Ending<unknown, unknown>) => void) => void,
): object | undefined {
  if (manner === undefined) return task
  if (manner === 'none') return undefined
  if (manner === 'no-abort') {
    const rest: { abort?: unknown } = { ...task }
    delete rest.abort
    return rest
  }
  const settled = new Promise((resolve, reject) => {
    onEnding(({ ok, value }) => {
      if (ok || manner === 'thenable') resolve(value)
      else reject(value)
    })
  })
  return Object.assign(settled, task)
}
