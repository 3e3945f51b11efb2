import type { ServerResponse } from 'node:http'
import type { Bench } from './bench'
import type { ContractServer } from './contract-server'
import { ContractFailure, equal, equalBytes, holds, show } from './expect'
import type { RequestParts } from './flight'
import type { ContractResponse, ContractWire } from './types'

/** A stream by its shape; `ByteStream` of `@allium/core` fits. */
export interface Reader {
  next(): Promise<IteratorResult<Uint8Array, undefined>>
  return(): Promise<unknown>
  each(onBytes: (bytes: Uint8Array) => unknown): Promise<void>
  [Symbol.asyncIterator](): AsyncIterator<Uint8Array>
}

/** A stream that has begun, and the hand of the server that feeds it. */
export interface Flow {
  readonly server: ContractServer
  /** The server's side. */
  readonly feed: ServerResponse
  readonly response: ContractResponse
  readonly reader: Reader
}

/** A request for a stream. */
export function streamed(url: string): RequestParts {
  const headers = { 'content-type': 'application/json' }
  const transfer = { kind: 'stream' } as const
  return { method: 'POST', url: `${url}/chat`, headers, body: '{"q":"你"}', transfer }
}

/** Begins a stream: the server has sent the head and these bytes, and is to send more. */
export async function flow(
  { serve, answer }: Bench,
  first: string | Uint8Array = '一',
  wire: Partial<ContractWire> = {},
): Promise<Flow> {
  const feeds: ServerResponse[] = []
  const server = await serve(response => {
    feeds.push(response)
    response.writeHead(200, { 'X-Model': 'm1' })
    response.write(first)
  })
  const response = await answer(streamed(server.url), wire)
  const reader = readerOf(response)
  return { server, feed: feeds[0] as ServerResponse, response, reader }
}

/** Fails unless the data can be read as a stream. */
export function readerOf({ data }: ContractResponse): Reader {
  const { next, return: leave, each } = Object(data) as Partial<Reader>
  const isReader = [next, leave, each].every(method => typeof method === 'function')
  holds(isReader, 'the data of a stream', 'next, return and each', data)
  return data as Reader
}

/** Reads until so many bytes have come; fails where they differ, or are the last too soon. */
export async function reads(
  { within }: Bench,
  reader: Reader,
  expected: string | Uint8Array,
): Promise<void> {
  const bytes = Buffer.from(expected as string)
  let found = Buffer.alloc(0)
  while (found.length < bytes.length) {
    const { done, value } = await nextOf(within, reader, 'the next bytes of the stream')
    if (done) break
    found = Buffer.concat([found, value as Uint8Array])
  }
  equalBytes(found, bytes, 'the bytes of the stream')
}

/** Fails unless the stream is over, and stays so. */
export async function isOver({ within }: Bench, reader: Reader): Promise<void> {
  for (const what of ['the end of the stream', 'the end, asked for again']) {
    const { done } = await nextOf(within, reader, what)
    equal(done, true, what)
  }
}

/** What comes next; fails where it is an error. */
function nextOf(
  within: Bench['within'],
  reader: Reader,
  what: string,
): Promise<IteratorResult<Uint8Array, undefined>> {
  const next = reader.next().catch(error => {
    throw new ContractFailure(`${what}: expected it to come, found ${show(error)}`)
  })
  return within(next, what)
}
