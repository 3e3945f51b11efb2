/** A promise together with the two functions that settle it. */
export interface Deferred<T> {
  /** The promise that `resolve` or `reject` settles. */
  readonly promise: Promise<T>
  /** Whether `resolve` or `reject` has been called. */
  readonly settled: boolean
  /** Fulfils the promise; without effect once settled. */
  resolve(value: T | PromiseLike<T>): void
  /** Rejects the promise; without effect once settled. */
  reject(reason?: unknown): void
}

/**
 * Makes a promise that a test settles when it wants to.
 *
 * @example
 * import { deferred } from '@allium/testing'
 *
 * const answer = deferred<string>()
 * answer.resolve('a1')
 * await answer.promise
 */
export function deferred<T = void>(): Deferred<T> {
  let settled = false
  let settle!: Pick<Deferred<T>, 'resolve' | 'reject'>
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject }
  })
  return {
    promise,
    get settled(): boolean {
      return settled
    },
    resolve(value) {
      settled = true
      settle.resolve(value)
    },
    reject(reason) {
      settled = true
      settle.reject(reason)
    },
  }
}
