import type { Checks } from './bench'
import { equal, equalBytes } from './expect'

/** What `wx.request` sends of the methods in use. */
const methods = ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS']

// `你好 & 😀`, an escaped percent sign, a plus, brackets; a name twice, one without a value.
const query =
  'q=%E4%BD%A0%E5%A5%BD%20%26%20%F0%9F%98%80&p=100%25&s=a%2Bb&f%5Bx%5D=1&a=1&a=2&e='

/** Long enough for several packets, and so for characters that packets cut. */
const long = JSON.stringify({ text: '商品😀'.repeat(20_000) })

const allBytes: Uint8Array = Uint8Array.from({ length: 1_024 }, (_, index) => index % 256)

/** What a request is when the server has it. */
export const requestChecks: Checks = {
  async 'T01 every method arrives as it is'({ serve, answer }) {
    const { url, seen } = await serve(response => response.end())
    for (const method of methods) await answer({ method, url: `${url}/` })
    const found = seen.map(({ method }) => method)
    equal(found, methods, 'the methods that arrived')
  },

  async 'T01 path and query arrive as they are'({ serve, answer }) {
    const { url, seen } = await serve(response => response.end())
    const target = `/%E5%95%86%E5%93%81/a%2Fb?${query}`
    for (const method of ['GET', 'POST']) await answer({ method, url: url + target })
    const found = seen.map(each => each.target)
    equal(found, [target, target], 'the targets that arrived')
  },

  async 'T01 headers arrive'({ serve, answer }) {
    const { url, seen } = await serve(response => response.end())
    const headers = { authorization: 'Bearer a0', 'x-trace': 'a, b; c="d"' }
    await answer({ url: `${url}/`, headers: { ...headers } })
    const { authorization, 'x-trace': trace } = seen[0]?.headers ?? {}
    equal({ authorization, 'x-trace': trace }, headers, 'the headers that arrived')
  },

  async 'T01 a request without a body arrives without one'({ serve, answer }) {
    const { url, seen } = await serve(response => response.end())
    for (const method of methods) await answer({ method, url: `${url}/` })
    const found = seen.map(({ body }) => body.toString())
    const none = methods.map(() => '')
    equal(found, none, 'the bodies that arrived')
  },

  async 'T01 a text body arrives byte for byte, under its content type'({
    serve,
    answer,
  }) {
    const { url, seen } = await serve(response => response.end())
    const bodies: Array<[type: string, body: string]> = [
      ['application/json', '{ "name" : "李雷 😀", "n": 1.0 }'],
      ['application/json', '[]'],
      ['application/json', '"text"'],
      ['application/json', long],
      ['application/x-www-form-urlencoded', 'a=1&b=%E4%BD%A0%20%26'],
      ['text/plain', '你好\r\n😀\u0000'],
    ]
    for (const [type, body] of bodies) {
      await answer({
        method: 'POST',
        url: `${url}/`,
        headers: { 'content-type': type },
        body,
      })
    }
    for (const [index, [type, body]] of bodies.entries()) {
      const what = `body ${index + 1} (${type})`
      equalBytes(seen[index]?.body, Buffer.from(body), what)
      const found = seen[index]?.headers['content-type']?.replace(/;.*/, '')
      equal(found, type, `the content type of ${what}`)
    }
  },

  async 'T01 an ArrayBuffer arrives byte for byte'({ serve, answer }) {
    const { url, seen } = await serve(response => response.end())
    const headers = { 'content-type': 'application/octet-stream' }
    const body = new Uint8Array(allBytes).buffer as ArrayBuffer
    await answer({ method: 'PUT', url: `${url}/`, headers, body })
    equalBytes(seen[0]?.body, allBytes, 'the body that arrived')
  },

  async 'T01 PUT and DELETE carry a body like POST'({ serve, answer }) {
    const { url, seen } = await serve(response => response.end())
    const headers = { 'content-type': 'application/json' }
    const body = '{"ids":[1,2]}'
    for (const method of ['PUT', 'DELETE']) {
      await answer({ method, url: `${url}/`, headers, body })
    }
    const found = seen.map(each => [each.method, each.body.toString()])
    const expected = [
      ['PUT', body],
      ['DELETE', body],
    ]
    equal(found, expected, 'the bodies that arrived')
  },

  async 'T01 requests at the same time get answers of their own'({ serve, answer }) {
    const count = 20
    const { url } = await serve((response, { target }, index) => {
      // The later ones first, as far as the host sends them together.
      setTimeout(() => response.end(JSON.stringify({ target })), (count - index) * 2)
    })
    const targets = Array.from({ length: count }, (_, index) => `/${index}`)
    const answers = await Promise.all(
      targets.map(target => answer({ url: url + target })),
    )
    const found = answers.map(({ data, url: sent }) => [data, sent])
    const expected = targets.map(target => [{ target }, url + target])
    equal(found, expected, 'the answers and their URLs')
  },
}
