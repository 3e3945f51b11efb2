/** What is left in the hand after a host has been called. */
export interface HostTask {
  /** Asks the host to stop; does nothing where it gave no way to. */
  abort(): void
  /** Listens by a method such as `onHeadersReceived`; says whether the host has it. */
  listen(method: string, listener: (event: never) => void): boolean
  /** What the host threw instead of taking the request. */
  readonly thrown?: unknown
}

/** Calls a host that may return a task, a promise, both in one, or nothing, or throw. */
export function callHost(call: () => unknown): HostTask {
  try {
    const task = call()
    swallowRejection(task)
    return {
      abort: () => void use(task, 'abort'),
      listen: (method, listener) => use(task, method, listener),
    }
  } catch (thrown) {
    return {
      abort() {},
      listen: () => false,
      thrown: thrown ?? new Error('the host threw nothing'),
    }
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

/** Calls a method of the task, where there is one; what it throws is of no use to anybody. */
function use(task: unknown, method: string, ...args: unknown[]): boolean {
  try {
    const run = Object(task)[method]
    if (typeof run !== 'function') return false
    run.apply(task, args)
    return true
  } catch {
    return false
  }
}
