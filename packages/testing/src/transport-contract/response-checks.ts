import type { Checks } from './bench'
import { equal, holds } from './expect'

const cookies = [
  'sid=s0; Path=/; HttpOnly; Expires=Wed, 21 Oct 2026 07:28:00 GMT',
  'theme=dark; Path=/',
]

/** What an answer is made of, besides its data. */
export const responseChecks: Checks = {
  async 'T02 the names of headers are in lower case'({ serve, answer }) {
    const { url } = await serve(response => {
      response.writeHead(200, { 'X-Request-ID': 'r1', ETag: '"E1"' })
      response.end()
    })
    const { headers } = await answer({ url: `${url}/` })
    const { 'x-request-id': id, etag } = headers
    equal({ id, etag }, { id: 'r1', etag: '"E1"' }, 'the headers')
    const upper = Object.keys(headers).filter(name => name !== name.toLowerCase())
    equal(upper, [], 'the names of headers that are not in lower case')
  },

  async 'T02 a header that is repeated is kept, joined by a comma'({ serve, answer }) {
    const { url } = await serve(response => {
      response.writeHead(200, { 'X-Part': ['a', 'b'] })
      response.end()
    })
    const { headers } = await answer({ url: `${url}/` })
    const found: unknown = headers['x-part']
    const isJoined = typeof found === 'string' && /^a, ?b$/.test(found)
    holds(isJoined, 'the header `x-part`, sent as a and b', "'a, b'", found)
  },

  async 'T02 the URL is the one that was asked for'({ serve, answer }) {
    const { url } = await serve(response => response.end())
    const asked = `${url}/a?b=%E4%BD%A0`
    equal((await answer({ url: asked })).url, asked, 'the URL')
  },

  async 'T02 the host’s own answer comes along'({ serve, answer }) {
    const { url } = await serve(response => response.end('{"a":1}'))
    const { raw } = await answer({ url: `${url}/` })
    holds(raw !== undefined && raw !== null, '`raw`', 'what the host gave', raw)
  },

  async 'T02 an answer without cookies has an empty list of them'({ serve, answer }) {
    const { url } = await serve(response => response.end())
    equal((await answer({ url: `${url}/` })).cookies, [], 'the cookies')
  },
}

/** Of a host that lets a program see `Set-Cookie`. */
export const cookieChecks: Checks = {
  async 'T02 cookies come one by one'({ serve, answer }) {
    const { url } = await serve(response => {
      response.setHeader('Set-Cookie', cookies)
      response.end()
    })
    equal((await answer({ url: `${url}/` })).cookies, cookies, 'the cookies')
  },

  async 'T02 a cookie alone is a list of one'({ serve, answer }) {
    const { url } = await serve(response => {
      response.setHeader('Set-Cookie', cookies.slice(0, 1))
      response.end()
    })
    const found = await answer({ url: `${url}/` })
    equal(found.cookies, cookies.slice(0, 1), 'the cookies')
  },
}
