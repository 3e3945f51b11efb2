import { invalidUse, type Request, type Response } from '@allium/core'
import type { Classifier, Verdict } from './types'

const verdicts: readonly Verdict[] = ['ok', 'expired', 'rejected', 'other']

/** A hook that says something else would leave expired sessions unnoticed. */
export function verdictOf(
  classify: Classifier,
  response: Response,
  request: Request,
): Verdict {
  const verdict = classify(response, request)
  if (verdicts.includes(verdict)) return verdict
  throw invalidUse(request, `\`classify\` must return one of ${verdicts.join(', ')}`)
}
