/**
 * Calls a method of what a host returned, where there is one, and says whether: hosts give
 * a task, a promise, both in one, or nothing. What it throws is of no use to anybody.
 */
export function useTask(
  task: unknown,
  method: string,
  one?: unknown,
  other?: unknown,
): boolean {
  try {
    const run = Object(task)[method]
    if (typeof run !== 'function') return false
    run.call(task, one, other)
    return true
  } catch {
    return false
  }
}

/** Taro returns a promise besides calling `fail`; nobody is to hear of its rejection. */
export function swallowRejection(returned: unknown): void {
  useTask(returned, 'then', undefined, ignore)
}

function ignore(): void {}
