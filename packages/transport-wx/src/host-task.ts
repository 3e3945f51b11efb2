import type { HostRequest, RequestHost } from './host'

/** What is left in the hand after a host has been called. */
export interface HostTask {
  /** Asks the host to stop; does nothing where it gave no way to. */
  abort(): void
  /** What the host threw instead of taking the request. */
  readonly thrown?: unknown
}

/** Calls a host that may return a task, a promise, both in one, or nothing, or throw. */
export function callHost(host: RequestHost, options: HostRequest): HostTask {
  try {
    const task = Object(host.request(options)) as Partial<HostTask & PromiseLike<unknown>>
    // A rejection has been told by `fail`; nobody else is to hear of it.
    if (typeof task.then === 'function') task.then(undefined, () => {})
    return { abort: () => abortTask(task) }
  } catch (thrown) {
    return { abort() {}, thrown: thrown ?? new Error('the host threw nothing') }
  }
}

function abortTask(task: Partial<HostTask>): void {
  if (typeof task.abort !== 'function') return
  try {
    task.abort()
  } catch {
    // The caller has been told already.
  }
}
