/** What `npm run playground -- …` was told. */
export interface Arguments {
  readonly port: number | undefined
  /** Whether the page follows what is edited. */
  readonly follows: boolean
}

/**
 * `[port] [--frozen]`: frozen, the page does not follow what is edited.
 *
 * @throws TypeError for anything else.
 */
export function readArguments(args: readonly string[]): Arguments {
  const others = args.filter(each => each !== '--frozen')
  const [port, ...more] = others
  const isPort = port === undefined || (/^\d{1,5}$/.test(port) && isFit(Number(port)))
  if (!isPort || more.length > 0) {
    throw new TypeError(
      `it takes a port from 1 to 65535, and not \`${others.join(' ')}\``,
    )
  }
  return {
    port: port === undefined ? undefined : Number(port),
    follows: others.length === args.length,
  }
}

function isFit(port: number): boolean {
  return port > 0 && port < 65_536
}
