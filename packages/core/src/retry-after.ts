import type { Response } from './types'

/**
 * How long the server asks to be left alone, in ms: a number of seconds, or a date. A date
 * is reckoned from the server's own, where it tells it, because phones are often wrong.
 */
export function retryAfterMs(
  answer: Pick<Response, 'headers'> | undefined,
  now: number,
): number {
  const { 'retry-after': value, date } = answer?.headers ?? {}
  if (value === undefined) return 0
  const seconds = Number(value)
  const ms = Number.isNaN(seconds)
    ? Date.parse(value) - (Date.parse(String(date)) || now)
    : seconds * 1_000
  return ms > 0 ? ms : 0
}
