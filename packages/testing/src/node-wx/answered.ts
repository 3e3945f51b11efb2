import { type Callbacks, callbacksOf, hasCallbacks } from './callbacks'

/** What the callbacks of most functions are called with. */
export interface CallResult {
  /** `showToast:ok`, or the fact that stood in the way. */
  errMsg: string
}

/** wx gives a promise only to callers that give no callback. */
export type PromiseUnlessCallbacks<Options, Result = CallResult> = Options extends {
  success: unknown
}
  ? undefined
  : Options extends { fail: unknown }
    ? undefined
    : Options extends { complete: unknown }
      ? undefined
      : Promise<Result>

/** Has a call answered by its callbacks if there are any, and by a promise if there are none. */
export function answered<Options extends object, Result>(
  options: Options,
  answer: (callbacks: Callbacks<Result, CallResult>) => void,
): PromiseUnlessCallbacks<Options, Result> {
  if (hasCallbacks(options)) {
    answer(callbacksOf(options as Callbacks<Result, CallResult>))
    return undefined as PromiseUnlessCallbacks<Options, Result>
  }
  const promise = new Promise<Result>((success, fail) => answer({ success, fail }))
  return promise as PromiseUnlessCallbacks<Options, Result>
}
