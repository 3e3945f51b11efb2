import { type Faults, rejects } from './plant'
import { referenceTransport } from './reference-transport'

/** Faults in what it rejects with. */
export const failureFaults: Faults = {
  'rejects with the host’s own error': [
    rejects(error => error.cause ?? error),
    'T01 a refused connection',
    'T01 an unknown host',
    'T01 a connection cut before',
    'T01 a connection cut in',
    'T01 the host’s raw',
    'K13 an error has',
    'K13 nothing that an',
    'K11 a reason of',
    'T06 an upload without a',
    'T06 a download that',
    'T06 a stream that never',
  ],
  'resolves with status 0': [
    good => async (request, wire) => {
      try {
        return await good(request, wire)
      } catch (error) {
        if (Object(error).code !== 'network') throw error
        const { url } = request
        return { status: 0, headers: {}, cookies: [], data: undefined, url, raw: error }
      }
    },
    'T01 a refused connection',
    'T01 an unknown host',
    'T01 a connection cut before',
    'T01 a connection cut in',
    'T01 the host’s raw',
    'K13 an error has',
    'K13 nothing that an',
    'K11 nobody listens to',
    'T06 an upload without a',
    'T06 a download that',
    'T06 a stream that never',
  ],
  'has a code of its own': [
    rejects(error => {
      if (error.code === 'network') error.code = 'ECONNRESET'
      return error
    }),
    'T01 a refused connection',
    'T01 an unknown host',
    'T01 a connection cut before',
    'T01 a connection cut in',
    'T01 the host’s raw',
    'K13 an error has',
    'K13 nothing that an',
    'T06 an upload without a',
    'T06 a download that',
    'T06 a stream that never',
  ],
  'takes a refused connection for an offline phone': [
    rejects(error => {
      const { code } = Object(error.cause)
      return code === 'ECONNREFUSED' ? Object.assign(error, { code: 'offline' }) : error
    }),
    'T01 a refused connection',
    'T06 an upload without a',
    'T06 a stream that never',
  ],
  'takes an unknown host for a domain that is not allowed': [
    rejects(error => {
      const { code } = Object(error.cause)
      return code === 'ENOTFOUND' ? Object.assign(error, { code: 'domain' }) : error
    }),
    'T01 an unknown host',
  ],
  'takes silence for a timeout': [
    rejects(error => {
      const { message } = Object(error.cause)
      return message === 'socket hang up'
        ? Object.assign(error, { code: 'timeout' })
        : error
    }),
    'T01 a connection cut before',
    'T06 a stream that never',
  ],
  'has no cause': [
    rejects(error => Object.assign(error, { cause: undefined })),
    'T01 the host’s raw',
    'K11 a reason of',
  ],
  'counts no attempts': [
    rejects(error => Object.assign(error, { attempt: 1 })),
    'K13 an error has',
  ],
  'quotes the query in its message': [
    rejects((error, { url }) =>
      Object.assign(error, { message: `${error.message} ${url}` }),
    ),
    'K13 nothing that an',
  ],
  'shows its request': [
    rejects((error, { url, body, headers }) =>
      Object.assign(error, {
        request: { method: 'POST', url: url.split('?')[0], headers, body },
      }),
    ),
    'K13 nothing that an',
  ],
  'takes a cut for the end': [
    (_, files) => referenceTransport(files, { takesCutForEnd: true }),
    'T01 a connection cut in',
    'T01 the host’s raw',
    'K13 an error has',
    'T06 a download that',
  ],
}
