type Check = readonly [isRight: (value: never) => boolean, remedy: string]

const aBoolean: Check = [value => typeof value === 'boolean', 'must be true or false']

const checks: Readonly<Record<string, Check>> = {
  transport: [isFunction, 'must be a transport, or a function that makes one'],
  cookies: aBoolean,
  redirectManual: aBoolean,
  hiddenStatuses: [
    (value: unknown) =>
      Array.isArray(value) &&
      value.every(status => Number.isInteger(status) && status >= 200 && status < 600),
    'must be a list of statuses from 200 to 599',
  ],
  upload: [
    (value: { filePath?: unknown; bytes?: unknown } | null) =>
      typeof value?.filePath === 'string' && value.bytes instanceof Uint8Array,
    'must have a filePath, and bytes as a Uint8Array',
  ],
  download: [
    (value: { read?: unknown; filePath?: unknown } | null) =>
      value !== null &&
      ['function', 'undefined'].includes(typeof value?.read) &&
      ['string', 'undefined'].includes(typeof value?.filePath),
    'must be an object; its read is a function, its filePath a text',
  ],
  stream: aBoolean,
  patienceMs: [
    (value: unknown) => typeof value === 'number' && value > 0 && value < 2 ** 31,
    'must be a number of ms above 0',
  ],
}

/** Throws a TypeError that names the first wrong or unknown option. */
export function checkOptions(options: object): void {
  const given = Object.entries({ transport: null, ...options })
  for (const [name, value] of given) {
    const check = checks[name]
    if (check === undefined) {
      const known = Object.keys(checks).join(', ')
      throw new TypeError(
        `[transportContract] unknown option ${name}; there are: ${known}`,
      )
    }
    const [isRight, remedy] = check
    const isOpen = value === undefined && name !== 'transport'
    if (!isOpen && !isRight(value as never)) {
      throw new TypeError(`[transportContract] ${name} ${remedy}`)
    }
  }
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function'
}
