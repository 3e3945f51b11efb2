import type { Response } from './types'

/** Calls back when nothing more comes of an answer: at once, unless it is a stream. */
export function whenOver({ ended }: Response, run: () => void): void {
  if (ended === undefined) run()
  else Promise.resolve(ended).then(run, run)
}
