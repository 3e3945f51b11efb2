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

export type EntryType = (typeof entryTypes)[number]

/** Where a request is in a layer: coming in, passed on, on its way back, gone out. */
export type LayerStep = 'in' | 'next' | 'back' | 'out'

/** A header field as it may be shown. */
export interface HeaderNote {
  readonly name: string
  /** As it is where it is harmless, and masked everywhere else. */
  readonly value: string
}

/** An event as it is kept: what was told, and of whom. */
export interface Entry {
  /** Rises by one from entry to entry. */
  readonly seq: number
  readonly type: EntryType
  /** In ms of the client's clock. */
  readonly at: number
  /** The name that `watch` was given for the client. */
  readonly client: string
  /** The request's; absent where the event is the session's. */
  readonly id?: number
  readonly method?: string
  /** Without the values of its query. */
  readonly url?: string
  /** From 1. */
  readonly attempt?: number
  readonly queuedMs?: number
  readonly layer?: string
  readonly step?: LayerStep
  readonly status?: number
  readonly code?: string
  readonly message?: string
  readonly retryable?: boolean
  readonly delayMs?: number
  /** How a refresh failed. */
  readonly outcome?: string
  /** Why a session ended. */
  readonly reason?: string
  /** The size of a body, where it is known. */
  readonly bytes?: number
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
