import type { MemoryChannel } from '../src/index'

/** Channels that hear one another, as `BroadcastChannel`s of one name do. */
export function handChannels(): {
  /** What was said, in order. */
  readonly said: unknown[]
  /** How many are open. */
  readonly count: number
  /** Makes what opens one; while its page `isFrozen`, it hears nothing. */
  channel(page?: { isFrozen?: boolean }): (name: string) => MemoryChannel
} {
  const open = new Map<string, Set<(event: { data: unknown }) => void>>()
  const said: unknown[] = []
  return {
    said,
    get count(): number {
      let count = 0
      for (const channels of open.values()) count += channels.size
      return count
    },
    channel:
      (page: { isFrozen?: boolean } = {}) =>
      (name: string): MemoryChannel => {
        const others = open.get(name) ?? new Set()
        open.set(name, others)
        let hear = (_: { data: unknown }) => {}
        const own = (event: { data: unknown }) => {
          if (!page.isFrozen) hear(event)
        }
        others.add(own)
        return {
          postMessage(message) {
            const data = structuredClone(message)
            said.push(data)
            const heard = [...others].filter(each => each !== own)
            queueMicrotask(() => {
              for (const each of heard) if (others.has(each)) each({ data })
            })
          },
          addEventListener(_, listener) {
            hear = listener
          },
          close: () => void others.delete(own),
        }
      },
  }
}
