import type { Show } from './show'

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'play'; readonly shows: readonly Show[] }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'wrong'; readonly text: string }

/**
 * Reads the names of backends, in any letter case. None means P0, `P4` both of its forms,
 * and `all` all.
 */
export function readCommand(
  args: readonly string[],
  programme: readonly Show[],
): Command {
  if (args.includes('--help') || args.includes('-h')) {
    return { kind: 'help', text: helpFor(programme) }
  }
  const shows = new Set<Show>()
  for (const arg of args.length === 0 ? ['P0'] : args) {
    const named = programme.filter(({ name }) => isNamed(name, arg))
    if (named.length === 0) return { kind: 'wrong', text: noneFor(arg, programme) }
    for (const show of named) shows.add(show)
  }
  return { kind: 'play', shows: programme.filter(show => shows.has(show)) }
}

/** By its name, or without the letter of its form. */
function isNamed(name: string, arg: string): boolean {
  return [name, name.slice(0, 2), 'all'].some(
    each => each.toLowerCase() === arg.toLowerCase(),
  )
}

function noneFor(arg: string, programme: readonly Show[]): string {
  const names = [...new Set(programme.map(({ name }) => name)), 'P4', 'all']
  return `There is no "${arg}" to show. There are ${names.join(', ')}.`
}

function helpFor(programme: readonly Show[]): string {
  const line = (name: string, about: string) => `  ${name.padEnd(5)}${about}`
  return [
    'npm run demo -- [name …]',
    '',
    'Shows what each backend wants of a client, and fails where a count is off.',
    'Without a name it shows P0.',
    '',
    ...programme.map(({ name, about }) => line(name, about)),
    line('P4', 'both forms of P4'),
    line('all', 'all of them'),
  ].join('\n')
}
