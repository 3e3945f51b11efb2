import type { ContractRequest } from '../../src/index'
import { type Faults, sends } from './plant'

/** Faults in what is sent. */
export const requestFaults: Faults = {
  'sends PUT as POST': [
    sends(request =>
      request.method === 'PUT' ? { ...request, method: 'POST' } : request,
    ),
    'T01 every method arrives',
    'T01 PUT and DELETE',
  ],
  'loses the query': [
    sends(request => ({
      ...request,
      url: request.url.replace(/\?.*/, ''),
    })),
    'T01 path and query',
    'T06 an upload arrives',
    'T06 a download’s data',
  ],
  'encodes the URL again': [
    sends(request => ({
      ...request,
      url: request.url.replace(/%/g, '%25'),
    })),
    'T01 path and query',
  ],
  'loses the headers': [
    sends(request => ({ ...request, headers: {} })),
    'T01 headers arrive',
    'T01 a text body',
    'T06 an upload arrives',
    'T06 a download’s data',
  ],
  'sends an empty object for no body': [
    sends(request => ({
      ...request,
      body: request.body ?? '{}',
    })),
    'T01 a request without',
  ],
  'writes JSON anew': [
    sends(request => ({ ...request, body: anew(request) })),
    'T01 a text body',
  ],
  'sends text in latin1': [
    sends(request => ({
      ...request,
      body: typeof request.body === 'string' ? latin1(request.body) : request.body,
    })),
    'T01 a text body',
    'T06 a stream gives its',
  ],
  'sends bytes as text': [
    sends(request => ({
      ...request,
      body: request.body && Buffer.from(request.body as string).toString(),
    })),
    'T01 an ArrayBuffer arrives',
  ],
  'sends no body with DELETE': [
    sends(request =>
      request.method === 'DELETE' ? { ...request, body: undefined } : request,
    ),
    'T01 PUT and DELETE',
  ],
  'mixes up requests at the same time': [
    good => {
      let latest = ''
      return async (request, wire) => {
        latest = request.url
        return { ...(await good(request, wire)), url: latest }
      }
    },
    'T01 requests at the',
  ],
}

function anew({ body, headers }: ContractRequest): ContractRequest['body'] {
  const isJson = typeof body === 'string' && headers['content-type']?.includes('json')
  return isJson ? JSON.stringify(JSON.parse(body)) : body
}

function latin1(text: string): ArrayBuffer {
  return new Uint8Array(Buffer.from(text, 'latin1')).buffer as ArrayBuffer
}
