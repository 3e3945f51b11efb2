import type { Entry } from './entry'
import { LayerTrack } from './layer-track'
import type { Row } from './row'
import { SpanTrack } from './span-track'
import { WIRE_LAYER } from './wire-layer'

/** What is known of one request, in the order in which it was told. */
export interface Trail {
  /** Unlike that of any other. */
  readonly key: string
  readonly kind: Row['kind']
  /** Oldest first. */
  readonly entries: readonly Entry[]
}

/** Makes one line of what is known of a request, or of a refresh. */
export function rowOf({ key, kind, entries }: Trail): Row {
  const [first] = entries
  if (first === undefined) throw new TypeError('[rowOf] takes a trail of entries')
  return kind === 'refresh'
    ? refreshRow(key, first, entries)
    : requestRow(key, first, entries)
}

/** A request that was first heard of on its way counts from there. */
function requestRow(key: string, first: Entry, entries: readonly Entry[]): Row {
  const { client, id = 0, method = '', url = '', at: startedAt } = first
  const layers = new LayerTrack()
  const spans = new SpanTrack(startedAt)
  let end: Entry | undefined
  let aloneUntil: number | undefined
  for (const entry of entries) {
    if (entry.layer !== undefined && entry.layer !== WIRE_LAYER) layers.take(entry)
    const isLate = end !== undefined && entry.type === 'wire:answer'
    if (isLate && entry.at > (end?.at ?? 0)) aloneUntil = entry.at
    if (end === undefined || isLate) spans.take(entry)
    if (entry.type !== 'response' && entry.type !== 'error') continue
    end = entry
    spans.end(entry.at, entry.type === 'response' ? 'answered' : 'failed', entry.status)
  }
  const { current } = layers
  const { attempts, replays, retries } = spans
  return {
    ...{ key, kind: 'request', client, id, method, path: pathOf(url), startedAt },
    ...endOf(end),
    state:
      end === undefined ? spans.now : end.type === 'response' ? 'answered' : 'failed',
    ...{ spans: spans.spans, layers: layers.times(), attempts, replays, retries },
    ...(current !== undefined && { layer: current }),
    ...(aloneUntil !== undefined && { aloneUntil }),
  }
}

function endOf(end: Entry | undefined): Pick<Row, 'endedAt' | 'status' | 'code'> {
  if (end === undefined) return {}
  const { at: endedAt, status, code = end.reason, message } = end
  return {
    endedAt,
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message }),
  }
}

/** A refresh is seen from outside; what it sent is known where the layer tells. */
function refreshRow(key: string, first: Entry, entries: readonly Entry[]): Row {
  const { client, at: from } = first
  const sent = entries.find(({ type }) => type === 'wire:sent')
  const answers = entries.filter(({ type }) => type === 'wire:answer')
  const end = entries.find(({ type }) => /^(refresh|refresh:error|logout)$/.test(type))
  const isGood = end?.type === 'refresh'
  const status = end?.status ?? answers[answers.length - 1]?.status
  return {
    ...{ key, kind: 'refresh', client, method: sent?.method ?? '', startedAt: from },
    path: sent?.url === undefined ? '' : pathOf(sent.url),
    ...endOf(end),
    ...(status !== undefined && { status }),
    state: end === undefined ? 'sent' : isGood ? 'answered' : 'failed',
    spans: [
      {
        ...{ kind: 'sent', from, attempt: 1 },
        ...(end !== undefined && { to: end.at, end: isGood ? 'answered' : 'failed' }),
        ...(status !== undefined && { status }),
      },
    ],
    ...{ layers: [], attempts: 1, replays: 0, retries: 0 },
  }
}

function pathOf(url: string): string {
  return url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, '').split('?', 1)[0] || '/'
}
