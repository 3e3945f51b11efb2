import { RequestContext } from './context'

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
  refuseContext(factory, options)
  for (const name of required) {
    if ((options as Record<string, unknown>)[name] === undefined) {
      throw new TypeError(`[${factory}] needs the option \`${name}\``)
    }
  }
  const names = Object.keys(rules)
  const stranger = Object.keys(options).find(name => !names.includes(name))
  if (stranger !== undefined) {
    const known = names.join(', ')
    throw new TypeError(`[${factory}] knows no option \`${stranger}\`; it has: ${known}`)
  }
  const fault = faultIn(options, rules)
  if (fault !== undefined) throw new TypeError(`[${factory}] ${fault}`)
}

/**
 * Refuses a factory in the place of what it makes: `use(query)` instead of `use(query())`.
 *
 * @throws TypeError that names the factory and the remedy.
 */
export function refuseContext(factory: string, options: unknown): void {
  if (options instanceof RequestContext) {
    throw new TypeError(`[${factory}] makes a layer: call it`)
  }
}

/** What is wrong with the first value that its rule does not allow, if there is one. */
export function faultIn(values: object, rules: OptionRules): string | undefined {
  for (const name in rules) {
    const value = (values as Record<string, unknown>)[name]
    if (value === undefined) continue
    const [allows, words] = rules[name] as OptionRules[string]
    if (!allows(value)) return `\`${name}\` must be ${words}`
  }
  return undefined
}
