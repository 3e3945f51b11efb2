import { drain } from '../drain'
import type { Bench, Checks } from './bench'
import { NOBODY } from './contract-server'
import { equal, equalBytes, holds, same } from './expect'
import { brandedReason, handSignal } from './hand-signal'
import { pause } from './patience'
import { flow, isOver, type Reader, readerOf, reads, streamed } from './stream-reading'
import { errorOf } from './typed-error'
import type { ContractResponse } from './types'
import { abortsTransfer } from './upload-checks'

/** What reading on rejects with. */
function cutOf({ within }: Bench, reader: Reader): Promise<unknown> {
  const cut = reader.next().then(
    result => holds(false, 'the cut stream', 'a rejection of its reader', result),
    (error: unknown) => error,
  )
  return within(cut, 'the cut, told to the reader')
}

async function ends({ within }: Bench, { ended }: ContractResponse): Promise<void> {
  const isPromise = typeof Object(ended).then === 'function'
  holds(isPromise, '`ended` of a stream', 'a promise', ended)
  await within(ended as Promise<void>, '`ended`, settled')
}

/** A stream that nobody has begun to read, with all its bytes there. */
async function waiting(bench: Bench): Promise<Reader> {
  const { url } = await bench.serve(response => {
    for (const piece of ['一', '二', '三']) response.write(piece)
    response.end()
  })
  const response = await bench.answer(streamed(url))
  await ends(bench, response)
  return readerOf(response)
}

/** What is read, and how it ends. */
const reading: Checks = {
  async 'T06 a stream gives its chunks in order, before the end'(bench) {
    const { server, feed, response, reader } = await flow(bench)
    const { status, headers } = response
    equal([status, headers['x-model']], [200, 'm1'], 'the status and the header')
    equal(server.seen[0]?.body.toString(), '{"q":"你"}', 'the body that arrived')
    await reads(bench, reader, '一')
    for (const piece of ['二', '三😀', 'four']) {
      feed.write(piece)
      await reads(bench, reader, piece)
    }
    feed.end()
    await isOver(bench, reader)
  },

  async 'T06 a stream gives bytes as they are'(bench) {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256)
    const { feed, reader } = await flow(bench, bytes.subarray(0, 200))
    feed.end(bytes.subarray(200))
    await reads(bench, reader, bytes)
    await isOver(bench, reader)
  },

  async 'T06 a stream says when it is over, and not before'(bench) {
    const { feed, response, reader } = await flow(bench)
    let isEnded = false
    response.ended?.then(() => {
      isEnded = true
    })
    await reads(bench, reader, '一')
    equal(isEnded, false, 'whether `ended` has settled before the end')
    feed.end()
    await ends(bench, response)
  },

  async 'T06 a stream loses nothing while nobody reads'(bench) {
    const reader = await waiting(bench)
    await reads(bench, reader, '一二三')
    await isOver(bench, reader)
  },

  async 'T06 a stream is read by each and by for await'(bench) {
    const called: Uint8Array[] = []
    const each = (await waiting(bench)).each(bytes => called.push(bytes))
    await bench.within(each, 'the end of each')
    equalBytes(Buffer.concat(called), Buffer.from('一二三'), 'the bytes of each')
    const reader = await waiting(bench)
    const iterator: unknown = reader[Symbol.asyncIterator]
    holds(typeof iterator === 'function', 'the stream', 'an async iterator', iterator)
    const looped: Uint8Array[] = []
    const loop = async () => {
      for await (const bytes of reader) looped.push(bytes)
    }
    await bench.within(loop(), 'the end of the loop')
    equalBytes(Buffer.concat(looped), Buffer.from('一二三'), 'the bytes of the loop')
  },

  async 'T06 an empty stream ends at once'(bench) {
    const { url } = await bench.serve(response => response.end())
    await isOver(bench, readerOf(await bench.answer(streamed(url))))
  },
}

/** What keeps a stream from its end. */
const cutting: Checks = {
  async 'T06 a stream refused outside 2xx gives data, and no stream'(bench) {
    const { url } = await bench.serve((response, _, index) => {
      if (index === 0) response.writeHead(401).end('{"message":"过期了"}')
      else response.writeHead(502).end('<html>')
    })
    for (const one of [
      [401, { message: '过期了' }],
      [502, '<html>'],
    ]) {
      const { status, data } = await bench.answer(streamed(url))
      equal([status, data], one, 'the answer')
    }
  },

  async 'T06 K14 a refusal whose body is cut is an answer with its status'(bench) {
    const came = '{"message":'
    const { url } = await bench.serve(async response => {
      response.writeHead(401).write(came)
      await pause(30)
      response.destroy()
    })
    const { status, data } = await bench.answer(streamed(url))
    equal(status, 401, 'the status')
    holds(data === undefined || data === came, 'the data', 'what came, or none', data)
  },

  async 'T06 a stream that is cut rejects its reader, behind what came'(bench) {
    const { feed, response, reader } = await flow(bench)
    await pause(30)
    feed.destroy()
    await ends(bench, response)
    await reads(bench, reader, '一')
    errorOf('network', await cutOf(bench, reader), 'the error of the cut stream')
  },

  async 'T06 a stream that never begins is a `network` error'(bench) {
    const { url } = await bench.serve(response => response.destroy())
    await bench.failure('network', streamed(url))
    await bench.failure('network', streamed(NOBODY))
  },

  async 'T06 leaving a stream aborts it at the server'(bench) {
    const { server, response, reader } = await flow(bench)
    await reads(bench, reader, '一')
    await bench.within(reader.return(), 'the leaving')
    await isOver(bench, reader)
    await bench.until(() => server.left === 1, 'the end of the connection')
    await ends(bench, response)
  },

  async 'T06 a stream is aborted before it begins'(bench) {
    await abortsTransfer(bench, streamed)
  },

  async 'T06 aborting a stream rejects its reader with the reason'(bench) {
    const signal = handSignal()
    const { server, reader } = await flow(bench, '一', { signal })
    await reads(bench, reader, '一')
    const cut = cutOf(bench, reader)
    const reason = brandedReason()
    signal.fire(reason)
    same(await cut, reason, 'what the reader rejects with')
    await bench.until(() => server.left === 1, 'the end of the connection')
    await drain()
    equal(signal.listeners, 0, 'how many listen to the signal at the end')
  },
}

/** Of a transport that gives answers in pieces. */
export const streamChecks: Checks = { ...reading, ...cutting }
