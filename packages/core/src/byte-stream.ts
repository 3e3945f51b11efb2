/** Reads items one after the other, as they come; nothing is lost on a slow reader. */
export interface StreamReader<Item> {
  /** The next item, when it has come. Rejects where the stream was cut. */
  next(): Promise<IteratorResult<Item, undefined>>
  /** Leaves: the request is aborted, and nothing comes any more. */
  return(): Promise<IteratorResult<Item, undefined>>
  /**
   * Calls back with each item, for engines without `for await`; waits for what the callback
   * gives, and settles at the end. A callback that throws leaves.
   */
  each(onItem: (item: Item) => unknown): Promise<void>
  [Symbol.asyncIterator](): StreamReader<Item>
}

/** An answer's bytes, as they come. */
export type ByteStream = StreamReader<Uint8Array>

/** A stream, and the hand that feeds it. */
export interface ByteSource {
  readonly stream: ByteStream
  /** Settles when nothing more comes: at the end, a cut, or the reader's leaving. */
  readonly ended: Promise<void>
  push(bytes: Uint8Array): void
  end(): void
  /** The stream was cut: the reader hears so behind all that came before. */
  fail(error: unknown): void
  /** Nobody wants it any more: the reader hears so at once, and what was not read is gone. */
  abort(error: unknown): void
}

/** A reader, as readers through it see it. */
export interface Upstream<Item> extends StreamReader<Item> {
  isAborted?(): boolean
}

const done: IteratorResult<never, undefined> = { done: true, value: undefined }

/**
 * Makes a stream for a transport to feed.
 *
 * @param onLeave is called when the reader leaves before the end.
 */
export function createByteSource(onLeave: () => void): ByteSource {
  const items: Uint8Array[] = []
  let waiting: Array<(result: Promise<IteratorResult<Uint8Array, undefined>>) => void> =
    []
  let isOpen = true
  let isAborted = false
  let cut: Promise<never> | undefined
  let settleEnded = () => {}
  const ended = new Promise<void>(resolve => {
    settleEnded = resolve
  })
  const take = (): Promise<IteratorResult<Uint8Array, undefined>> | undefined => {
    const value = items.shift()
    if (value !== undefined) return Promise.resolve({ done: false, value })
    if (isOpen) return undefined
    // A cut is told once, behind all that came before it.
    const told = cut ?? Promise.resolve(done)
    cut = undefined
    return told
  }
  const close = () => {
    isOpen = false
    const readers = waiting
    waiting = []
    for (const tell of readers)
      tell(take() as Promise<IteratorResult<Uint8Array, undefined>>)
    settleEnded()
  }
  const fail = (error: unknown) => {
    cut = Promise.reject(error)
    // Nobody may be reading.
    cut.catch(() => {})
    close()
  }
  const stream = readerOf<Uint8Array>(
    () => take() ?? new Promise(resolve => waiting.push(resolve)),
    () => {
      items.length = 0
      cut = undefined
      const wasOpen = isOpen
      close()
      if (wasOpen) onLeave()
    },
    () => isAborted,
  )
  return {
    stream,
    ended,
    push(bytes) {
      if (!isOpen) return
      items.push(bytes)
      const tell = waiting.shift()
      tell?.(take() as Promise<IteratorResult<Uint8Array, undefined>>)
    },
    end() {
      if (isOpen) close()
    },
    fail(error) {
      if (isOpen) fail(error)
    },
    abort(error) {
      if (!isOpen && items.length === 0) return
      items.length = 0
      isAborted = true
      fail(error)
    },
  }
}

/**
 * Reads through a step that makes any number of items of one; `flush` gives what is left
 * at the end.
 */
export function through<In, Out>(
  source: Upstream<In>,
  step: (item: In) => Out[],
  flush: () => Out[],
): StreamReader<Out> {
  let ready: Out[] = []
  let isOver = false
  const close = () => {
    isOver = true
    ready = []
  }
  const isAborted = () => source.isAborted?.() === true
  const pull = async (): Promise<IteratorResult<Out, undefined>> => {
    if (isAborted()) ready = []
    while (ready.length === 0 && !isOver) {
      const result = await source.next()
      // The reader may have left while it waited.
      if (isOver) break
      if (result.done) isOver = true
      ready = result.done ? flush() : step(result.value)
    }
    if (ready.length === 0) return done
    return { done: false, value: ready.shift() as Out }
  }
  // One after the other, however many are asked for at once.
  let last: Promise<unknown> = Promise.resolve()
  const next = () => {
    const result = last.then(pull)
    // Behind a cut there is nothing: what was left over is no whole item.
    last = result.catch(close)
    return result
  }
  const leave = () => {
    close()
    source.return()
  }
  return readerOf(next, leave, isAborted)
}

/** A reader, from what gives the next item and what leaves. */
export function readerOf<Item>(
  next: StreamReader<Item>['next'],
  leave: () => void,
  isAborted?: () => boolean,
): Upstream<Item> {
  const reader: Omit<Upstream<Item>, typeof Symbol.asyncIterator> = {
    next,
    ...(isAborted && { isAborted }),
    async return() {
      leave()
      return done
    },
    async each(onItem) {
      try {
        for (;;) {
          const result = await next()
          if (result.done) return
          await onItem(result.value)
        }
      } finally {
        leave()
      }
    },
  }
  // Older engines do not know the symbol; they read by `next` and `each`.
  if (typeof Symbol.asyncIterator !== 'symbol') return reader as StreamReader<Item>
  return Object.assign(reader, {
    [Symbol.asyncIterator]: () => reader,
  }) as StreamReader<Item>
}
