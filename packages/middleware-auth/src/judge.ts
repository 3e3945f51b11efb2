import { invalidUse, type Request, type Response } from '@allium/core'
import type { Classifier, Verdict } from './types'

/** Says what an answer means, once: unless a layer inside makes another of it. */
export class Judge {
  private last: Response | undefined
  // Stryker disable next-line StringLiteral: there is one before it is read.
  private verdict: Verdict = 'other'

  constructor(
    private readonly classify: Classifier,
    private readonly request: Request,
  ) {}

  on(answer: Response): Verdict {
    if (this.last !== answer) {
      this.verdict = verdictOf(this.classify, answer, this.request)
      this.last = answer
    }
    return this.verdict
  }

  /** Whether an answer, as it comes from the wire, says nothing against the credential. */
  isGood(answer: Response): boolean {
    let verdict: Verdict | undefined
    try {
      verdict = this.on(answer)
    } catch {
      // It is judged again, and for its caller to hear.
    }
    return verdict === 'ok'
  }
}

const verdicts: readonly Verdict[] = ['ok', 'expired', 'rejected', 'other']

/** A hook that says something else would leave expired sessions unnoticed. */
function verdictOf(classify: Classifier, response: Response, request: Request): Verdict {
  const verdict = classify(response, request)
  if (verdicts.includes(verdict)) return verdict
  throw invalidUse(request, `\`classify\` must return one of ${verdicts.join(', ')}`)
}
