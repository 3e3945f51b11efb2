/** For each option: what it may be, and that in words. */
export type OptionRules = Readonly<
  Record<string, readonly [allows: (value: unknown) => boolean, words: string]>
>

/**
 * Refuses wrong configuration when a client or layer is made, not on the first request
 * of a user. Options that are left out, or `undefined`, pass.
 *
 * @throws TypeError that names the factory, the option and the remedy.
 */
export function checkOptions(
  factory: string,
  options: unknown,
  rules: OptionRules,
  required: readonly string[] = [],
): void {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`[${factory}] takes an object of options`)
  }
  for (const name of required) {
    if ((options as Record<string, unknown>)[name] === undefined) {
      throw new TypeError(`[${factory}] needs the option \`${name}\``)
    }
  }
  for (const [name, value] of Object.entries(options)) {
    const names = Object.keys(rules)
    const rule = names.includes(name) ? rules[name] : undefined
    if (rule === undefined) {
      const known = names.join(', ')
      throw new TypeError(`[${factory}] knows no option \`${name}\`; it has: ${known}`)
    }
    const [allows, words] = rule
    if (value !== undefined && !allows(value)) {
      throw new TypeError(`[${factory}] \`${name}\` must be ${words}`)
    }
  }
}
