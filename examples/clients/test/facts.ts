import type { Response } from '@allium/core'
import type { Bench } from './bench'

/** What differs from backend to backend. */
export interface Facts {
  /** Somebody is signed in, and the app has just been started. */
  open(): Promise<Bench>
  /** Where the next credential comes from. */
  readonly refreshPath: string
  /** What comes before `/items`. */
  readonly basePath?: string
  /** The list in an answer of `/items`. */
  listOf(answer: Response): unknown
  /** What is kept of the credential that the session has now. */
  kept(session: Bench['session']): unknown
  /** How many of fifty requests are refused before one of them has been told so. */
  readonly refusedFirst: number
  /** What the server says when it rejects a refresh. */
  readonly rejection: { readonly status: number; readonly message: string }
  /** Whether it is over once the answer to a refresh is lost: its token has been spent. */
  readonly isOverWhenLost: boolean
  /** How long an attempt may take, in ms. */
  readonly timeoutMs: number
  /** What the screen shows. */
  readonly screen: {
    readonly good: string[]
    readonly rejected: string[]
    readonly lost: string[]
  }
}
