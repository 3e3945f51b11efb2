/** Runs with what a page has and Node has not: a storage, a window that tells of it. */
export async function withPage(
  more: Readonly<Record<string, unknown>>,
  run: () => Promise<void>,
): Promise<void> {
  const kept = new Map<string, string>()
  const window = new EventTarget()
  const globals: Record<string, unknown> = {
    addEventListener: window.addEventListener.bind(window),
    removeEventListener: window.removeEventListener.bind(window),
    localStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    },
    ...more,
  }
  const before = Object.keys(globals).map(
    name => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  )
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  }
  try {
    await run()
  } finally {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor)
      else Reflect.deleteProperty(globalThis, name)
    }
  }
}

/** A `fetch` with a jar, as browsers have one; a script sees what is not HttpOnly. */
export function cookieFetch(): { fetch: typeof fetch; visible: () => string } {
  const jar = new Map<string, { value: string; isHidden: boolean }>()
  const real = globalThis.fetch
  const text = (isWanted: (isHidden: boolean) => boolean) =>
    [...jar]
      .filter(([, { isHidden }]) => isWanted(isHidden))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ')
  return {
    async fetch(input, init) {
      const headers = new Headers(init?.headers)
      headers.set(
        'Cookie',
        text(() => true),
      )
      const answer = await real(input, { ...init, headers })
      for (const cookie of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
        jar.set(name, { value, isHidden: /HttpOnly/i.test(cookie) })
      }
      return answer
    },
    visible: () => text(isHidden => !isHidden),
  }
}
