import { type ByteStream, type StreamReader, through } from './byte-stream'
import { Utf8Decoder } from './utf8-decoder'

/**
 * A stream's text, piece by piece as it comes; a character cut by a chunk comes out whole.
 *
 * @example
 * import { textOf } from '@allium/core'
 *
 * const { data } = await api.stream('/story')
 * for await (const piece of textOf(data)) append(piece)
 *
 * @throws TypeError where it is given something else, the answer itself, say.
 */
export function textOf(stream: ByteStream): StreamReader<string> {
  if (typeof Object(stream).next !== 'function') {
    throw new TypeError(
      '[textOf, linesOf, eventsOf] take a stream: the `data` of `api.stream(…)`',
    )
  }
  const decoder = new Utf8Decoder()
  const some = (text: string) => (text === '' ? [] : [text])
  return through(
    stream,
    bytes => some(decoder.decode(bytes)),
    () => some(decoder.flush()),
  )
}

/** A stream's lines, without their ends: `\n`, `\r\n` or `\r`. Newline-delimited JSON, say. */
export function linesOf(stream: ByteStream): StreamReader<string> {
  // In pieces: a line may be long, and come in many.
  const rest: string[] = []
  let endsInReturn = false
  return through(
    textOf(stream),
    text => {
      // A line ends with its `\r` at once; the `\n` that may follow it ends no other.
      const fresh = endsInReturn ? text.replace(/^\n/, '') : text
      endsInReturn = text.endsWith('\r')
      const [first = '', ...others] = fresh.split(/\r\n|\n|\r/)
      rest.push(first)
      if (others.length === 0) return []
      const line = rest.splice(0).join('')
      rest.push(others.pop() as string)
      return [line, ...others]
    },
    () => {
      const last = rest.join('')
      return last === '' ? [] : [last]
    },
  )
}

/** A message of a `text/event-stream`. */
export interface ServerSentEvent {
  /** @default 'message' */
  readonly event: string
  readonly data: string
  /** The last id that the server gave; `''` where it gave none. */
  readonly id: string
  /** How long the server wants a reader to wait before it comes again, in ms. */
  readonly retry: number | undefined
}

/**
 * A stream's server-sent events (WHATWG HTML, §9.2.6): an AI chat, say.
 *
 * @example
 * import { eventsOf } from '@allium/core'
 *
 * const { data } = await api.stream('/chat', { method: 'POST', data: { prompt } })
 * await eventsOf(data).each(({ data: piece }) => append(piece))
 */
export function eventsOf(stream: ByteStream): StreamReader<ServerSentEvent> {
  return eventsFrom(stream, { id: '', retry: undefined })
}

/** What holds beyond the event that says it, and for a stream that takes up another. */
export interface EventMemory {
  id: string
  retry: number | undefined
}

/** The same, for streams that share a memory: a block without data is told of there alone. */
export function eventsFrom(
  stream: ByteStream,
  memory: EventMemory,
): StreamReader<ServerSentEvent> {
  let fields: { event?: string; data?: string } = {}
  // It counts with the end of its block.
  let { id } = memory
  const dispatch = (): ServerSentEvent[] => {
    const { event, data } = fields
    fields = {}
    memory.id = id
    return data === undefined ? [] : [{ event: event || 'message', data, ...memory }]
  }
  const take = (line: string): ServerSentEvent[] => {
    if (line === '') return dispatch()
    const colon = `${line}:`.indexOf(':')
    const name = line.slice(0, colon)
    const value = line.slice(colon + 1).replace(/^ /, '')
    if (name === 'event') fields.event = value
    if (name === 'data') {
      fields.data = fields.data === undefined ? value : `${fields.data}\n${value}`
    }
    if (name === 'id' && !value.includes('\0')) id = value
    if (name === 'retry' && /^\d+$/.test(value)) memory.retry = Number(value)
    return []
  }
  // What is not closed by an empty line is no message.
  return through(linesOf(stream), take, () => [])
}
