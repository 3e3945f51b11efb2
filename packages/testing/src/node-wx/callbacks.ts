import type { Guard } from './guard'

/** The three callbacks that every asynchronous wx function takes. */
export interface Callbacks<Success, Failure> {
  /** Called on success, before `complete`. */
  success?(result: Success): void
  /** Called on failure, before `complete`. */
  fail?(error: Failure): void
  /** Called last, with what `success` or `fail` was called with. */
  complete?(result: Success | Failure): void
}

/** How a call ended, as its callbacks are told. */
export type Ending<Success, Failure> =
  | { readonly ok: true; readonly value: Success }
  | { readonly ok: false; readonly value: Failure }

/** Tells the callbacks how a call ended. */
export type Deliver = <Success, Failure>(
  callbacks: Callbacks<Success, Failure>,
  ending: Ending<Success, Failure>,
) => void

/** Copies the callbacks out, so that later changes to the options have no effect. */
export function callbacksOf<Success, Failure>(
  options: Callbacks<Success, Failure>,
): Callbacks<Success, Failure> {
  const { success, fail, complete } = options
  return {
    ...(success && { success }),
    ...(fail && { fail }),
    ...(complete && { complete }),
  }
}

/** Whether any of the callbacks was given. */
export function hasCallbacks(options: object): boolean {
  const { success, fail, complete } = options as Record<string, unknown>
  return [success, fail, complete].some(callback => typeof callback === 'function')
}

/** Delivers as WeChat does: `success` or `fail`, then `complete`, each once, in a later turn. */
export function orderlyDelivery(guard: Guard): Deliver {
  return (callbacks, ending) => {
    setImmediate(() => {
      const { success, fail, complete } = callbacks
      if (ending.ok) guard(success, ending.value)
      else guard(fail, ending.value)
      guard(complete, ending.value)
    })
  }
}
