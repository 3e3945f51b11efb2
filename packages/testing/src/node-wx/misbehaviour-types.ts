import type { RequestFailure } from './failures'

/** How callbacks are called: too often, never, too soon, in part, or in contradiction. */
export type CallbackManner =
  | 'twice'
  | 'never'
  | 'synchronous'
  | 'only-complete'
  | 'success-and-fail'

/** What is returned in the place of a task. */
export type TaskManner = 'none' | 'thenable' | 'rejecting-thenable' | 'no-abort'

/** How a host breaks WeChat's rules; what is left out, it keeps. */
export interface Misbehaviour {
  /**
   * What is returned: `none` nothing, as Dimina's container does; `thenable` a task that is
   * also a promise, and is fulfilled with whatever the ending was; `rejecting-thenable` the
   * same as Taro has it, so that it rejects in addition to `fail`; `no-abort` a task without
   * `abort`. The promise settles after the callbacks, even if they are never called.
   */
  readonly task?: TaskManner | undefined
  /**
   * How callbacks are called: `twice` all of them; `never` none; `synchronous` without
   * waiting for a later turn, so within `abort()`, and within the call itself if it is
   * refused or offline; `only-complete` neither `success` nor `fail`; `success-and-fail` the
   * right one, then the wrong one with the same value, then `complete`.
   */
  readonly callbacks?: CallbackManner | undefined
  /** Makes of a failure what `fail` is called with: a localised text, an Error, nothing. */
  readonly failure?: ((failure: RequestFailure) => unknown) | undefined
  /** Never ends a request because of its `timeout`. @default false */
  readonly ignoreTimeout?: boolean | undefined
  /** Has an `abort` that does nothing. @default false */
  readonly ignoreAbort?: boolean | undefined
  /** Throws this out of the call, and sends nothing. */
  readonly throws?: unknown
}

/** The options of the call that is to go wrong; which of the three it is they tell. */
export interface MisbehavingCall {
  /** Where to. */
  readonly url: string
  /** The method of a request, as given. */
  readonly method?: string | undefined
  /** The data of a request. */
  readonly data?: unknown
  /** The headers, as given. */
  readonly header?: object | undefined
  /** The timeout, as given, in ms. */
  readonly timeout?: number | undefined
  /** The file of an upload, or the place of a download. */
  readonly filePath?: string | undefined
}

/** A rule for all calls, or one that looks at each; it is asked when the call is made. */
export type MisbehaviourRule =
  | Misbehaviour
  | ((call: MisbehavingCall) => Misbehaviour | undefined)

/** What a test does to `request`, `uploadFile` and `downloadFile`. */
export interface MisbehaviourControl {
  /** Breaks WeChat's rules in the calls that follow, until called with `undefined`. */
  misbehave(rule: MisbehaviourRule | undefined): void
}
