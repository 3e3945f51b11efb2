import { STATUS_CODES } from 'node:http'
import type { Answer, Reply } from './serve'

/**
 * Ways to spoil the refresh endpoint. Of all but `drop…` the one set last is in force, and it
 * comes before the server looks at the request: no token or code is touched.
 */
export interface RefreshFaultControls {
  /** Rejects every refresh in the backend's own words; `false` ends it. */
  rejectRefresh(reject: boolean): void
  /** Answers every refresh with this status and JSON body; `undefined` ends it. */
  refuseRefreshWith(status: number | undefined, body?: unknown): void
  /** Leaves refreshes unanswered; those caught stay so after `false`. */
  hangRefresh(hang: boolean): void
  /** Answers every refresh with this status and a text that is no JSON; `undefined` ends it. */
  failRefreshWith(status: number | undefined): void
  /**
   * Answers every refresh with this: `HTML_PAGE`, or `{ status: 200 }` for an empty body, say.
   * `undefined` ends it.
   */
  answerRefreshWith(reply: Reply | undefined): void
  /**
   * Carries out the next `n` refreshes (tokens are rotated) but destroys the socket in place
   * of the answer. Replaces what was left of an earlier call; 0 ends it.
   * @default 1
   */
  dropRefreshAnswer(n?: number): void
}

export interface RefreshFaults {
  readonly controls: RefreshFaultControls
  /** Runs a refresh under the faults in force. */
  apply(refresh: () => Answer): Answer
}

type FaultKind = 'reject' | 'refuse' | 'hang' | 'fail' | 'answer'

/** `rejection` is what a backend answers to a refresh that it will never grant. */
export function createRefreshFaults(rejection: Reply): RefreshFaults {
  let fault: { kind: FaultKind; answer: Answer } | undefined
  let dropsLeft = 0

  function set(kind: FaultKind, answer: Answer | undefined): void {
    if (answer !== undefined) fault = { kind, answer }
    else if (fault?.kind === kind) fault = undefined
  }

  const controls: RefreshFaultControls = {
    rejectRefresh(reject) {
      set('reject', reject ? rejection : undefined)
    },
    refuseRefreshWith(status, body) {
      set('refuse', status === undefined ? undefined : { status, body })
    },
    hangRefresh(hang) {
      set('hang', hang ? 'hang' : undefined)
    },
    failRefreshWith(status) {
      const body = STATUS_CODES[status ?? 0] ?? 'failed'
      set('fail', status === undefined ? undefined : { status, body })
    },
    answerRefreshWith(reply) {
      set('answer', reply)
    },
    dropRefreshAnswer(n = 1) {
      dropsLeft = n
    },
  }

  function apply(refresh: () => Answer): Answer {
    if (fault) return fault.answer
    const answer = refresh()
    if (dropsLeft <= 0) return answer
    dropsLeft -= 1
    return 'drop'
  }

  return { controls, apply }
}
