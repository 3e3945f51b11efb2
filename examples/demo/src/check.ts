/** One count that an act promises, and what it came to. */
export interface Check {
  readonly what: string
  readonly value: number
  readonly isRight: boolean
  /** What was promised, for people to read. */
  readonly wanted: string
}

export function exactly(what: string, value: number, wanted: number): Check {
  return { what, value, isRight: value === wanted, wanted: `${wanted}` }
}

export function atMost(what: string, value: number, limit: number): Check {
  return { what, value, isRight: value <= limit, wanted: `at most ${limit}` }
}
