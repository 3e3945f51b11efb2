import { type Clock, isThenable } from '@allium/core'
import { credentialFault } from './merge-credential'
import type { Credential, CredentialStorage } from './types'

/** Keeps the credential, whatever the storage does. Memory is the truth, not this. */
export interface CredentialStore {
  /** When the last read that has ended began, in ms since 1970. */
  readonly readAt: number | undefined
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

/** Whether it can be used as a credential. */
export function isCredential(value: unknown): value is Credential {
  if (typeof value !== 'object' || value === null) return false
  const { accessToken } = value as Credential
  return typeof accessToken === 'string' && accessToken !== ''
}

// A storage that is full is asked again, but not at every request.
const RETRY_AFTER_MS = 5_000

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
  let latest: Credential | undefined
  // Stryker disable next-line BooleanLiteral: it is set before it is looked at.
  let dirty = false
  let isWriting = false
  let running: Promise<void> = Promise.resolve()
  /** Another with each write: what was read before the last is old. */
  let mark = {}
  /** What writes bring that were left behind: it may stand there at any time. */
  const late = new Set<Credential | undefined>()
  let failedAt: number | undefined
  /** How many reads are under way. */
  let reads = 0
  let readAt: number | undefined
  /** What surely stood there last, once anything has been read or written. */
  let known: { readonly kept: Credential | undefined } | undefined

  async function drain(): Promise<void> {
    while (dirty) {
      dirty = false
      failedAt = undefined
      const credential = latest
      const put = () => (credential ? storage.save(credential) : storage.clear())
      try {
        await bounded(put, tools, {
          leave: () => late.add(credential),
          end(isDone, isLate) {
            late.delete(credential)
            const wasThere = known !== undefined && isSame(known.kept, latest)
            if (isDone) known = { kept: credential }
            if (isLate) mend(isDone && credential === latest && wasThere)
          },
        })
      } catch (fault) {
        failedAt = tools.clock.now()
        tools.onFault(fault)
      }
    }
    isWriting = false
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
    mark = {}
    if (isThere && !isWriting) failedAt = undefined
    else rewrite()
  }

  /** The same as long as no write of its own can have changed anything. */
  const quiet = () => (isWriting ? {} : mark)

  function take(record: unknown, before: object): Read {
    const isUsable = credentialFault(record) === undefined
    const kept = isUsable ? (record as Credential) : undefined
    // What cannot be used was put there by nobody who could have meant it.
    const isCorrupt = !isUsable && record !== undefined
    if (isCorrupt) {
      tools.onFault(new TypeError('[session] the stored record is no credential'))
    }
    if (isCorrupt || quiet() !== before) return { kept, isNews: false }
    const isOurs =
      (failedAt !== undefined && isSame(kept, latest)) ||
      [...late].some(each => isSame(kept, each))
    const isNews = known !== undefined && !isSame(kept, known.kept) && !isOurs
    known = { kept }
    if (isNews) {
      // Whoever wrote it came after what could not be written here.
      latest = kept
      failedAt = undefined
    }
    return { kept, isNews }
  }

  return {
    get readAt() {
      return readAt
    },
    read() {
      const at = tools.clock.now()
      const before = quiet()
      const record = storage.load()
      const took = (kept: unknown) => {
        readAt = at
        return take(kept, before)
      }
      if (!isThenable(record)) return took(record)
      reads += 1
      const done = () => {
        reads -= 1
      }
      const reading = bounded(() => record, tools)
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
      if (Math.abs(tools.clock.now() - failedAt) >= RETRY_AFTER_MS) rewrite()
    },
  }
}

/** A storage may keep fewer fields than a credential has. */
function isSame(one: Credential | undefined, other: Credential | undefined): boolean {
  if (one === undefined || other === undefined) return one === other
  const tokens = [one.refreshToken, other.refreshToken]
  return (
    one.accessToken === other.accessToken &&
    (tokens[0] === tokens[1] || tokens.includes(undefined))
  )
}

/** Waits for the storage, but not without limit; tells at once of what becomes of it. */
function bounded(
  act: () => unknown,
  { clock, boundMs }: { readonly clock: Clock; readonly boundMs: number },
  tell?: { leave(): unknown; end(isDone: boolean, isLate: boolean): void },
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const result = act()
    let isLate = false
    let timer: unknown
    const end = (isDone: boolean) => {
      clock.clearTimeout(timer)
      tell?.end(isDone, isLate)
    }
    if (!isThenable(result)) {
      end(true)
      return resolve(result)
    }
    timer = clock.setTimeout(() => {
      isLate = true
      tell?.leave()
      reject(new Error(`[session] the storage did not answer within ${boundMs} ms`))
    }, boundMs)
    result.then(
      value => {
        end(true)
        resolve(value)
      },
      error => {
        end(false)
        reject(error)
      },
    )
  })
}
