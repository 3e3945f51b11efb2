import type { Search } from './search'

/** What may be said from outside: how many programs, and from which seed and path on. */
export function settings(
  env: NodeJS.ProcessEnv,
  defaults: Pick<Search, 'runs' | 'seed'>,
): Pick<Search, 'runs' | 'seed' | 'path'> {
  const number = (name: string, otherwise: number) => {
    const value = Number(env[name] || otherwise)
    if (Number.isInteger(value)) return value
    throw new TypeError(`${name} is to be a whole number`)
  }
  return {
    runs: number('ALLIUM_MODEL_RUNS', defaults.runs),
    seed: number('ALLIUM_MODEL_SEED', defaults.seed),
    path: env.ALLIUM_MODEL_PATH,
  }
}
