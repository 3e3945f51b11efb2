import { STATUS_CODES } from 'node:http'
import type { Answer } from './serve'

/**
 * Ways to spoil the refresh endpoint. Of `refuse…`, `hang…` and `fail…` the one set last is
 * in force, and it comes before the server looks at the request: no token is touched.
 */
export interface RefreshFaultControls {
  /** Answers every refresh with this status and JSON body; `undefined` ends it. */
  refuseRefreshWith(status: number | undefined, body?: unknown): void
  /** Leaves refreshes unanswered; those caught stay so after `false`. */
  hangRefresh(hang: boolean): void
  /** Answers every refresh with this status and a text that is no JSON; `undefined` ends it. */
  failRefreshWith(status: number | undefined): void
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

type Fault = { kind: 'none' } | { kind: 'refuse' | 'hang' | 'fail'; answer: Answer }

export function createRefreshFaults(): RefreshFaults {
  let fault: Fault = { kind: 'none' }
  let dropsLeft = 0

  function set(kind: 'refuse' | 'hang' | 'fail', answer: Answer | undefined): void {
    if (answer !== undefined) fault = { kind, answer }
    else if (fault.kind === kind) fault = { kind: 'none' }
  }

  const controls: RefreshFaultControls = {
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
    dropRefreshAnswer(n = 1) {
      dropsLeft = n
    },
  }

  function apply(refresh: () => Answer): Answer {
    if (fault.kind !== 'none') return fault.answer
    const answer = refresh()
    if (dropsLeft <= 0) return answer
    dropsLeft -= 1
    return 'drop'
  }

  return { controls, apply }
}
