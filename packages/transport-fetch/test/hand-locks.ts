import type { LockHost } from '../src/index'

/** Locks as browsers grant them (Web Locks, §3.2): one at a time for each name, in order. */
export function handLocks(): LockHost & { readonly held: string[]; steal(): void } {
  const held: string[] = []
  const queues = new Map<string, Promise<unknown>>()
  let steal = () => {}
  return {
    held,
    steal: () => steal(),
    async request(name, { signal }, run) {
      const { promise, abort } = abortable(signal as AbortSignal)
      const before = queues.get(name) ?? Promise.resolve()
      let done = () => {}
      queues.set(
        name,
        before.then(() => new Promise<void>(resolve => (done = resolve))),
      )
      try {
        await Promise.race([before, promise])
        abort()
        held.push(name)
        const stolen = new Promise((_, reject) => {
          steal = () => reject(new DOMException('stolen', 'AbortError'))
        })
        return await Promise.race([run(), stolen])
      } finally {
        const at = held.indexOf(name)
        if (at !== -1) held.splice(at, 1)
        before.then(() => done())
      }
    },
  }
}

function abortable(signal: AbortSignal) {
  let abort = () => {}
  const promise = new Promise<never>((_, reject) => {
    const listener = () => reject(new DOMException('aborted', 'AbortError'))
    signal.addEventListener('abort', listener)
    abort = () => signal.removeEventListener('abort', listener)
  })
  return { promise, abort }
}
