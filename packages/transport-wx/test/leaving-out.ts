import type { ContractCheck } from '@allium/testing'

/** The checks without those of these names; a name that is none is a mistake. */
export function leavingOut(
  names: readonly string[],
  checks: readonly ContractCheck[],
): ContractCheck[] {
  const unknown = names.filter(name => !checks.some(check => check.name === name))
  if (unknown.length > 0) throw new Error(`there is no check ${unknown.join(', ')}`)
  return checks.filter(({ name }) => !names.includes(name))
}
