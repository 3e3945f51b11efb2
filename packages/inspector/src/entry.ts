/** What is listened to; the names are those of the clients' events. */
export const entryTypes = [
  'request',
  'queued',
  'attempt',
  'layer',
  'hold',
  'retry',
  'response',
  'error',
  'refresh:start',
  'refresh',
  'refresh:error',
  'logout',
  'wire:sent',
  'wire:answer',
] as const

/** The name of an event. */
export type EntryType = (typeof entryTypes)[number]

/** Where a request is in a layer: coming in, passed on, on its way back, gone out. */
export type LayerStep = 'in' | 'next' | 'back' | 'out'

/** A header field as it may be shown. */
export interface HeaderNote {
  /** In lower case. */
  readonly name: string
  /** As it is where it is harmless, and masked everywhere else. */
  readonly value: string
}

/** An event as it is kept: what was told, and of whom. */
export interface Entry {
  /** Rises by one from entry to entry. */
  readonly seq: number
  /** Which event; what else is told depends on it. */
  readonly type: EntryType
  /** In ms of the client's clock. */
  readonly at: number
  /** The name that `watch` was given for the client. */
  readonly client: string
  /** The request's; absent where the event is the session's. */
  readonly id?: number
  /** In upper case. */
  readonly method?: string
  /** Without the values of its query. */
  readonly url?: string
  /** From 1. */
  readonly attempt?: number
  /** How long it waited for a slot. */
  readonly queuedMs?: number
  /** The name of the layer's function. */
  readonly layer?: string
  /** Where the request is in that layer. */
  readonly step?: LayerStep
  /** What was answered. */
  readonly status?: number
  /** Why it failed: the code of the error. */
  readonly code?: string
  /** The same for people to read, the server's words at the end of a session. */
  readonly message?: string
  /** Whether sending it again may help. */
  readonly retryable?: boolean
  /** How long `retry` waits before it sends again. */
  readonly delayMs?: number
  /** How a refresh failed. */
  readonly outcome?: string
  /** Why a session ended. */
  readonly reason?: string
  /** The size of a body, where it is known. */
  readonly bytes?: number
  /** Of what went over the wire. */
  readonly headers?: readonly HeaderNote[]
}

const texts = [
  'method',
  'url',
  'layer',
  'step',
  'code',
  'message',
  'outcome',
  'reason',
] as const
const numbers = ['id', 'attempt', 'queuedMs', 'status', 'delayMs', 'bytes'] as const

/** Keeps what is known to hold no secret, whatever else an event may tell. */
export function entryOf(
  seq: number,
  type: EntryType,
  client: string,
  payload: unknown,
): Entry {
  const told = Object(payload)
  const kept: Record<string, unknown> = { seq, type, client, at: Number(told.at) }
  for (const name of texts) if (typeof told[name] === 'string') kept[name] = told[name]
  for (const name of numbers) if (typeof told[name] === 'number') kept[name] = told[name]
  if (typeof told.retryable === 'boolean') kept.retryable = told.retryable
  if (type.startsWith('wire:') && Array.isArray(told.headers)) kept.headers = told.headers
  return kept as unknown as Entry
}
