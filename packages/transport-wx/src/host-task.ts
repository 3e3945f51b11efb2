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
    const task = host.request(options)
    swallowRejection(task)
    return { abort: () => abortTask(task) }
  } catch (thrown) {
    return { abort() {}, thrown: thrown ?? new Error('the host threw nothing') }
  }
}

/** Taro returns a promise besides calling `fail`; nobody is to hear of its rejection. */
export function swallowRejection(returned: unknown): void {
  try {
    const promise = Object(returned) as Partial<PromiseLike<unknown>>
    if (typeof promise.then === 'function') promise.then(undefined, () => {})
  } catch {
    // The callbacks say how it ended.
  }
}

function abortTask(task: unknown): void {
  try {
    const { abort } = Object(task) as Partial<HostTask>
    if (typeof abort === 'function') abort.call(task)
  } catch {
    // The caller has been told already.
  }
}
