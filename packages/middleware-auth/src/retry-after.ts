import type { Response } from '@allium/core'

/** How long the server asks to be left alone, in ms; a number of seconds, or a date. */
export function retryAfterMs(answer: Response | undefined, now: number): number {
  const value = answer?.headers['retry-after']
  if (value === undefined) return 0
  const seconds = Number(value)
  const ms = Number.isNaN(seconds) ? Date.parse(value) - now : seconds * 1_000
  return ms > 0 ? ms : 0
}
