import { answers, type Faults, isStream, streams } from './plant'
import { referenceSource } from './reference-reader'
import { referenceTransport } from './reference-transport'

/** Faults in a stream. */
export const streamFaults: Faults = {
  'gives a stream whole, at its end': [
    good => async (request, wire) => {
      const response = await good(request, wire)
      await response.ended
      return response
    },
    'T06 a stream gives its',
    'T06 a stream gives bytes',
    'T06 a stream says',
    'T06 a stream that is',
    'T06 leaving a stream',
    'T06 aborting a stream',
  ],
  'gives a stream’s text': [
    streams(reader => ({
      ...reader,
      async next() {
        const { done, value } = await reader.next()
        return { done, value: value && Buffer.from(value.toString()) }
      },
    })),
    'T06 a stream gives bytes',
  ],
  'gives a stream’s chunks twice': [
    streams(reader => {
      const again: Uint8Array[] = []
      return {
        ...reader,
        async next() {
          const value = again.pop()
          if (value !== undefined) return { done: false, value }
          const result = await reader.next()
          if (result.value) again.push(result.value)
          return result
        },
      }
    }),
    'T06 a stream gives its',
    'T06 a stream gives bytes',
    'T06 a stream loses',
    'T06 a stream that is',
    'T06 leaving a stream',
    'T06 aborting a stream',
  ],
  'says at once that a stream is over': [
    answers(response =>
      isStream(response) ? { ...response, ended: Promise.resolve() } : response,
    ),
    'T06 a stream says',
  ],
  'never says that a stream is over': [
    answers(response =>
      isStream(response) ? { ...response, ended: new Promise(() => {}) } : response,
    ),
    'T06 a stream says',
    'T06 a stream loses',
    'T06 a stream is read',
    'T06 a stream that is',
    'T06 leaving a stream',
  ],
  'begins a stream with what is read first': [
    streams((reader, { ended }) => {
      let isLate = false
      ended?.then(() => {
        isLate = true
      })
      return { ...reader, next: async () => (isLate ? over : reader.next()) }
    }),
    'T06 a stream loses',
    'T06 a stream that is',
  ],
  'has no each': [
    streams(reader => ({ ...reader, each: undefined })),
    'T06 a stream gives its',
    'T06 a stream gives bytes',
    'T06 a stream says',
    'T06 a stream loses',
    'T06 a stream is read',
    'T06 an empty stream',
    'T06 a stream that is',
    'T06 leaving a stream',
    'T06 aborting a stream',
  ],
  'cannot be looped over': [
    streams(({ next, return: leave, each }) => ({
      next,
      return: leave,
      each,
    })),
    'T06 a stream is read',
  ],
  'leaves an empty stream open': [
    streams(reader => ({
      ...reader,
      async next() {
        const result = await reader.next()
        return result.done ? new Promise(() => {}) : result
      },
    })),
    'T06 a stream gives its',
    'T06 a stream gives bytes',
    'T06 a stream loses',
    'T06 an empty stream',
    'T06 leaving a stream',
  ],
  'streams a refusal': [
    good => async (request, wire) => {
      const response = await good(request, wire)
      if (request.transfer?.kind !== 'stream' || isStream(response)) return response
      const { reader, ended, close } = referenceSource(() => {})
      close()
      return { ...response, data: reader, ended }
    },
    'T06 a stream refused',
    'T06 K14 a refusal',
  ],
  'loses a refusal whose body is cut': [
    (_, files) => referenceTransport(files, { losesRefusals: true }),
    'T06 K14 a refusal',
  ],
  'takes the cut of a stream for its end': [
    streams(reader => ({
      ...reader,
      next: () => reader.next().catch(() => over),
    })),
    'T06 a stream that is',
    'T06 aborting a stream',
  ],
  'goes on when a stream is left': [
    streams(reader => ({
      ...reader,
      async return() {
        return over
      },
    })),
    'T06 leaving a stream',
  ],
}

const over: IteratorResult<never, undefined> = { done: true, value: undefined }
