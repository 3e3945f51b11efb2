/** One request as it went over the wire, in the order in which requests arrived. */
export interface WireEntry {
  /** Rises by one per request, and goes on rising over `clear()`. */
  readonly seq: number
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** As it was sent, without the question mark. */
  readonly query: string
  /** The status that was answered; 0 as long as there is no answer, and for good where the socket was closed instead. */
  readonly status: number
  readonly startedAt: number
  /** When the answer was sent or the socket closed; `undefined` while the request is open. */
  readonly endedAt: number | undefined
  /** The owner of the access token that the request carried, if the server issued it. */
  readonly user?: string
  /** The number of that access token, counted from 1 in the order of issue. */
  readonly tokenSerial?: number
}

export interface WireFilter {
  path?: string
  status?: number
  method?: string
}

/** What a server heard and answered. Tokens stand in it as serials only. */
export interface WireLog {
  readonly entries: readonly WireEntry[]
  /** The entries that match every given field; all of them without a filter. */
  count(filter?: WireFilter): number
  /** The most requests with a token of the server's that were open at once. */
  readonly maxInFlight: number
  /** The requests that came while another with the same token was open. */
  readonly parallelUses: number
  /** Empties the log and starts counting anew. */
  clear(): void
}

/** What is known of a request when its headers arrive. */
export type WireStart = Pick<
  WireEntry,
  'method' | 'path' | 'query' | 'user' | 'tokenSerial'
>

export interface WireRecorder {
  readonly log: WireLog
  /** Enters a request and returns the function that closes the entry; only its first call counts. */
  begin(start: WireStart): (status: number) => void
}

export interface WireRecorderOptions {
  now: () => number
  /** Replaces the tokens in a path or query, where a client should never have put them. */
  mask: (text: string) => string
}

type OpenEntry = { -readonly [Key in keyof WireEntry]: WireEntry[Key] }

export function createWireRecorder({ now, mask }: WireRecorderOptions): WireRecorder {
  let entries: WireEntry[] = []
  let lastSeq = 0
  let maxInFlight = 0
  let parallelUses = 0
  /** The requests under way that carry a token, also those from before `clear()`. */
  const inFlight = new Set<WireEntry>()

  const log: WireLog = {
    get entries() {
      return entries
    },
    count({ path, status, method } = {}) {
      return entries.filter(
        entry =>
          (path === undefined || entry.path === path) &&
          (status === undefined || entry.status === status) &&
          (method === undefined || entry.method === method),
      ).length
    },
    get maxInFlight() {
      return maxInFlight
    },
    get parallelUses() {
      return parallelUses
    },
    clear() {
      entries = []
      maxInFlight = inFlight.size
      parallelUses = 0
    },
  }

  function takeOff(entry: WireEntry): void {
    const { tokenSerial } = entry
    if (tokenSerial === undefined) return
    if ([...inFlight].some(other => other.tokenSerial === tokenSerial)) parallelUses += 1
    inFlight.add(entry)
    maxInFlight = Math.max(maxInFlight, inFlight.size)
  }

  function begin(start: WireStart): (status: number) => void {
    lastSeq += 1
    const entry: OpenEntry = {
      seq: lastSeq,
      ...start,
      path: mask(start.path),
      query: mask(start.query),
      status: 0,
      startedAt: now(),
      endedAt: undefined,
    }
    entries.push(entry)
    takeOff(entry)
    return status => {
      if (entry.endedAt !== undefined) return
      inFlight.delete(entry)
      entry.status = status
      entry.endedAt = now()
    }
  }

  return { log, begin }
}
