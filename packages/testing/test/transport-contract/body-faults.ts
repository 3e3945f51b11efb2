import { data, type Faults, reads, rejects } from './plant'
import { referenceTransport } from './reference-transport'

/** Faults in an answer's data. */
export const bodyFaults: Faults = {
  'parses nothing': [
    reads(text => text),
    'T01 an answer outside',
    'T01 requests at the',
    'T02 JSON is parsed,',
    'T02 JSON is parsed behind',
    'T02 a character that',
    'T02 broken JSON in',
    'K13 nothing that an',
    'K11 an abort after',
    'K11 an abort leaves',
  ],
  'parses by the content type': [
    reads((text, { responseType }, { headers }) =>
      responseType === 'json' && headers['content-type']?.includes('json')
        ? parsed(text)
        : text,
    ),
    'T01 requests at the',
    'T02 JSON is parsed,',
    'T02 JSON is parsed behind',
    'T02 a character that',
    'T02 broken JSON in',
    'K13 nothing that an',
    'K11 an abort after',
    'K11 an abort leaves',
  ],
  'takes 0, false and null for no data': [
    data(value => value || undefined),
    'T02 JSON is parsed,',
  ],
  'parses behind no byte order mark': [
    reads((text, { responseType }) =>
      responseType === 'json' && !text.startsWith('\uFEFF') ? parsed(text) : text,
    ),
    'T02 JSON is parsed behind',
    'T02 broken JSON in',
    'K13 nothing that an',
  ],
  'decodes each piece by itself': [
    (_, files) => referenceTransport(files, { decodesPieces: true }),
    'T02 a character that',
  ],
  'parses text, too': [
    reads(parsed),
    'T02 text stays text,',
    'T02 a character that',
    'T02 broken JSON in',
    'K13 nothing that an',
  ],
  'gives bytes as a Buffer': [
    data((value, { responseType }) =>
      responseType === 'arraybuffer' && value ? Buffer.from(value as ArrayBuffer) : value,
    ),
    'T02 an ArrayBuffer has',
  ],
  'reads bytes as text': [
    data((value, { responseType }) =>
      responseType === 'arraybuffer' && value
        ? new Uint8Array(Buffer.from(Buffer.from(value as ArrayBuffer).toString())).buffer
        : value,
    ),
    'T02 an ArrayBuffer has',
  ],
  'gives an empty text for an empty body': [
    data((value, _, { status }) => (status === 204 ? value : (value ?? ''))),
    'T02 JSON is parsed,',
    'T02 an empty body',
    'T06 an upload’s answer',
  ],
  'gives null for a 204': [
    data((value, _, { status }) => (status === 204 ? null : value)),
    'T02 the data of',
  ],
  'answers with broken JSON': [
    good => async (request, wire) => {
      try {
        return await good(request, wire)
      } catch (error) {
        const { response } = Object(error)
        if (response === undefined) throw error
        return response
      }
    },
    'T02 broken JSON in',
    'K13 nothing that an',
    'T06 an upload’s answer',
  ],
  'forgets the text of broken JSON': [
    rejects(error => {
      if (error.code === 'unreadable') error.response = undefined
      return error
    }),
    'T02 broken JSON in',
  ],
  'rejects broken JSON outside 2xx': [
    reads((text, { responseType }) =>
      responseType === 'json' ? JSON.parse(text.replace('\uFEFF', '')) : text,
    ),
    'T02 broken JSON in',
    'T02 broken JSON outside',
    'K13 nothing that an',
  ],
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace('\uFEFF', ''))
  } catch {
    return text
  }
}
