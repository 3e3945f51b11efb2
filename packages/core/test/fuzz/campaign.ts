/** How far the fuzzing goes: what fast-check is told of runs and their seed. */
export interface Campaign {
  readonly numRuns: number
  readonly seed: number
  readonly includeErrorInReport: true
}

/**
 * The same runs each time, so that a test that passed passes again. fast-check prints the
 * seed of a failure; `ALLIUM_FUZZ_SEED` begins elsewhere, and `ALLIUM_FUZZ_TIMES=100` goes
 * a hundred times as far.
 */
export function campaign(runs: number, env: NodeJS.ProcessEnv = process.env): Campaign {
  const number = (name: string, otherwise: number) => {
    const value = Number(env[name] || otherwise)
    if (Number.isInteger(value)) return value
    throw new TypeError(`${name} is to be a whole number`)
  }
  return {
    numRuns: runs * number('ALLIUM_FUZZ_TIMES', 1),
    seed: number('ALLIUM_FUZZ_SEED', 20_261_120),
    includeErrorInReport: true,
  }
}
