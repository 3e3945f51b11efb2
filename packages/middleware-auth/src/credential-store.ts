import { type Clock, isThenable } from '@allium/core'
import { inTime } from './in-time'
import { credentialFault, isSame } from './merge-credential'
import type { Credential, CredentialStorage } from './types'

/** Keeps the credential, whatever the storage does. Memory is the truth, not this. */
export interface CredentialStore {
  /** When the last read that has ended began, in ms since 1970. */
  readAt(): number | undefined
  /**
   * What is kept; at once where the storage answers at once.
   *
   * @throws what the storage throws: a failed read is not an empty store.
   */
  read(): Read | Promise<Read>
  /** Keeps or removes; settles when it is done, has failed, or has taken too long. */
  write(credential: Credential | undefined): Promise<void>
  /** Writes once more what failed, if it is time to. */
  retry(): void
}

/** What was read. */
export interface Read {
  readonly kept: Credential | undefined
  /** Whether somebody else has put it there: it was neither read nor written here last. */
  readonly isNews: boolean
}

// A storage that is full is asked again, but not at every request.
const RETRY_AFTER_MS = 5_000

const NO_ANSWER = 'the storage did not answer'

/**
 * Writes go one after the other, and while one runs the later ones become one: the
 * latest wins. One that takes longer than the bound is left behind and reported; when it
 * ends after all, the latest is written once more, for it may have undone it.
 */
export function credentialStore(
  storage: CredentialStorage,
  tools: {
    readonly clock: Clock
    readonly boundMs: number
    readonly onFault: (fault: unknown) => void
  },
): CredentialStore {
  const { clock, boundMs, onFault } = tools
  let latest: Credential | undefined
  // Stryker disable next-line BooleanLiteral: it is set before it is looked at.
  let dirty = false
  let isWriting = false
  let running: Promise<void> = Promise.resolve()
  /** Another with each write: what was read before the last is old. */
  let mark = {}
  /** What writes bring that were left behind: it may stand there at any time. */
  const late = new Set<Credential | undefined>()
  /** How many of them have ended after all. */
  let strays = 0
  let failedAt: number | undefined
  /** How many reads are under way; how many have begun, and the latest that has ended. */
  let reads = 0
  let begun = 0
  let ended = 0
  let readAt: number | undefined
  /** What surely stood there last, once anything has been read or written. */
  let known: { readonly kept: Credential | undefined } | undefined

  async function drain(): Promise<void> {
    while (dirty) {
      dirty = false
      failedAt = undefined
      const credential = latest
      try {
        const written = credential ? storage.save(credential) : storage.clear()
        // Stryker disable next-line ConditionalExpression: a short cut.
        if (isThenable(written)) await watched(Promise.resolve(written), credential)
        else known = { kept: credential }
      } catch (fault) {
        failedAt = clock.now()
        onFault(fault)
      }
    }
    isWriting = false
  }

  /** Waits for a write, but not without limit; hears of its end all the same. */
  function watched(
    written: Promise<unknown>,
    credential: Credential | undefined,
  ): Promise<unknown> {
    let isLate = false
    const straysBefore = strays
    const end = (isDone: boolean) => {
      late.delete(credential)
      const wasThere = known !== undefined && isSame(known.kept, latest)
      // Another that has ended meanwhile may have undone it, whichever was told first.
      if (isDone) known = strays === straysBefore ? { kept: credential } : undefined
      if (isLate) mend(isDone && credential === latest && wasThere)
    }
    written.then(
      () => end(true),
      () => end(false),
    )
    return inTime(written, clock, boundMs, NO_ANSWER, () => {
      isLate = true
      late.add(credential)
    })
  }

  function rewrite(): void {
    dirty = true
    mark = {}
    if (isWriting) return
    // Before the storage is touched: it may tell of the change at once.
    isWriting = true
    running = drain()
  }

  /**
   * A write that was left behind has ended: what it may have undone is written again, until
   * the latest has been seen to be there. A storage that is always late is not stormed.
   */
  function mend(isThere: boolean): void {
    // Stryker disable next-line AssignmentOperator: any other number will do.
    strays += 1
    mark = {}
    if (isThere && !isWriting) failedAt = undefined
    else rewrite()
  }

  /** The same as long as no write of its own can have changed anything. */
  const quiet = () => (isWriting ? {} : mark)

  function take(record: unknown, before: object): Read {
    const isUsable = !credentialFault(record)
    const kept = isUsable ? Object.freeze({ ...(record as Credential) }) : undefined
    // What cannot be used was put there by nobody who could have meant it.
    const isCorrupt = !isUsable && record !== undefined
    if (isCorrupt) {
      onFault(new TypeError('[session] the stored record is no credential'))
    }
    if (isCorrupt || quiet() !== before) return { kept, isNews: false }
    const isOurs =
      (failedAt !== undefined && isSame(kept, latest)) ||
      [...late].some(each => isSame(kept, each))
    const isNews = !isOurs && known !== undefined && !isSame(kept, known.kept)
    known = { kept }
    if (isNews) {
      // Whoever wrote it came after what could not be written here.
      latest = kept
      failedAt = undefined
    }
    return { kept, isNews }
  }

  return {
    readAt: () => readAt,
    read() {
      const at = clock.now()
      const before = quiet()
      const record = storage.load()
      begun += 1
      const number = begun
      const took = (kept: unknown) => {
        // What a later read has seen is newer: this one has no news.
        // Stryker disable next-line EqualityOperator: no two have the same number.
        if (number < ended) return take(kept, {})
        ended = number
        readAt = at
        return take(kept, before)
      }
      if (!isThenable(record)) return took(record)
      reads += 1
      const done = () => {
        reads -= 1
      }
      // Once: there are thenables that do their work anew for each who asks.
      const reading = inTime(Promise.resolve(record), clock, boundMs, NO_ANSWER)
      reading.then(done, done)
      return reading.then(took)
    },
    write(credential) {
      latest = credential
      rewrite()
      return running
    },
    retry() {
      // Stryker disable next-line ConditionalExpression: spares work; a NaN is no 5 s.
      if (failedAt === undefined) return
      // What is being read may be newer than what could not be written.
      if (reads > 0) return
      // Also where the clock was turned back since.
      if (Math.abs(clock.now() - failedAt) >= RETRY_AFTER_MS) rewrite()
    },
  }
}
