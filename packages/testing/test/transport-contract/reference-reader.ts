/** A stream's reader, as `@allium/core` makes one. */
export interface ReferenceReader {
  next(): Promise<IteratorResult<Uint8Array, undefined>>
  return(): Promise<IteratorResult<Uint8Array, undefined>>
  each(onBytes: (bytes: Uint8Array) => unknown): Promise<void>
  [Symbol.asyncIterator](): ReferenceReader
}

/** A reader, and the hand that feeds it. */
export interface ReferenceSource {
  readonly reader: ReferenceReader
  readonly ended: Promise<void>
  push(bytes: Uint8Array): void
  /** The end, or a cut where there is an error. */
  close(error?: unknown): void
}

export function referenceSource(onLeave: () => void): ReferenceSource {
  const items: Uint8Array[] = []
  let wake = () => {}
  let settleEnded = () => {}
  let isOpen = true
  let cut: unknown
  const ended = new Promise<void>(resolve => {
    settleEnded = resolve
  })
  const close = (error?: unknown) => {
    if (!isOpen) return
    isOpen = false
    cut = error
    wake()
    settleEnded()
  }
  const reader: ReferenceReader = {
    async next() {
      while (items.length === 0 && isOpen) {
        await new Promise<void>(resolve => {
          wake = resolve
        })
      }
      const value = items.shift()
      if (value !== undefined) return { done: false, value }
      const error = cut
      cut = undefined
      if (error !== undefined) throw error
      return { done: true, value: undefined }
    },
    async return() {
      items.length = 0
      if (isOpen) onLeave()
      close()
      return { done: true, value: undefined }
    },
    async each(onBytes) {
      for await (const bytes of reader) await onBytes(bytes)
    },
    [Symbol.asyncIterator]: () => reader,
  }
  return {
    reader,
    ended,
    push(bytes) {
      items.push(bytes)
      wake()
    },
    close,
  }
}
