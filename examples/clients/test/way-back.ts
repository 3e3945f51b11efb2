/** The way of answers from the socket to the program, which a test may block. */
export interface WayBack {
  /** Keeps what comes back from this path, failures too, until the returned function is called. */
  block(path: string): () => void
  /** How much has come back from this path, kept or not. */
  count(path: string): number
  /** Hands over what came back from this URL: now, or when its path is free. */
  pass(url: string, handOver: () => void): void
}

export function createWayBack(): WayBack {
  const counts = new Map<string, number>()
  const kept = new Map<string, Array<() => void>>()
  return {
    block(path) {
      kept.set(path, [])
      return () => {
        const waiting = kept.get(path) ?? []
        kept.delete(path)
        for (const handOver of waiting) handOver()
      }
    },
    count: path => counts.get(path) ?? 0,
    pass(url, handOver) {
      const { pathname } = new URL(url)
      counts.set(pathname, (counts.get(pathname) ?? 0) + 1)
      const waiting = kept.get(pathname)
      if (waiting) waiting.push(handOver)
      else handOver()
    },
  }
}
