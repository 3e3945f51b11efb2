import { answers, data, type Faults } from './plant'

/** Faults in what is answered. */
export const answerFaults: Faults = {
  'rejects a 404': [
    answers(response => {
      if (response.status === 404) throw new Error('404')
      return response
    }),
    'T01 every status',
    'T01 an answer outside',
    'T02 broken JSON outside',
    'T06 a download’s status',
  ],
  'gives a status as text': [
    answers(response => ({
      ...response,
      status: String(response.status),
    })),
    'T01 every status',
    'T01 an answer outside',
    'T01 a redirect is',
    'T02 an empty body',
    'T02 the data of',
    'T02 broken JSON outside',
    'T06 an upload’s answer',
    'T06 a download’s data',
    'T06 a download’s status',
    'T06 a stream gives its',
    'T06 a stream refused',
    'T06 K14 a refusal',
  ],
  'has no data outside 2xx': [
    data((value, _, { status }) => (status < 300 ? value : undefined)),
    'T01 an answer outside',
    'T02 broken JSON outside',
    'T06 an upload’s answer',
    'T06 a stream refused',
  ],
  'follows redirects': [
    good => async (request, wire) => {
      const response = await good(request, wire)
      const { location } = response.headers
      if (location === undefined) return response
      return good({ ...request, url: new URL(location, request.url).href }, wire)
    },
    'T01 a redirect is',
  ],
  'gives the names of headers in upper case': [
    answers(response => ({
      ...response,
      headers: Object.fromEntries(
        Object.entries(response.headers).map(([name, value]) => [
          name.toUpperCase(),
          value,
        ]),
      ),
    })),
    'T01 a redirect is',
    'T02 the names of',
    'T02 a header that',
    'T06 a stream gives its',
  ],
  'keeps the last of repeated headers': [
    answers(({ headers, ...rest }) => ({
      ...rest,
      headers: { ...headers, 'x-part': headers['x-part']?.split(', ').pop() },
    })),
    'T02 a header that',
  ],
  'tells the URL without its query': [
    answers(response => ({
      ...response,
      url: response.url.replace(/\?.*/, ''),
    })),
    'T02 the URL is',
    'T06 a download’s data',
  ],
  'keeps the host’s answer to itself': [
    answers(({ raw: _, ...rest }) => rest),
    'T02 the host’s own',
  ],
  'has no cookies where there are none': [
    answers(response => ({
      ...response,
      cookies: response.cookies.length > 0 ? response.cookies : undefined,
    })),
    'T02 an answer without',
  ],
  'joins cookies': [
    answers(({ cookies, ...rest }) => ({
      ...rest,
      cookies: cookies.length > 1 ? [cookies.join(', ')] : cookies,
    })),
    'T02 cookies come one',
  ],
  'gives a cookie alone as text': [
    answers(({ cookies, ...rest }) => ({
      ...rest,
      cookies: cookies.length === 1 ? cookies[0] : cookies,
    })),
    'T02 a cookie alone',
  ],
}
