import type { ServerResponse } from 'node:http'
import type { Checks } from './bench'
import { equal, equalBytes, holds, isArrayBuffer } from './expect'
import { pause } from './patience'

const types = ['json', 'text', 'arraybuffer'] as const

/** A body cut in the middle of a character. */
async function inPieces(response: ServerResponse, text: string): Promise<void> {
  const bytes = Buffer.from(text)
  const middle = bytes.indexOf(Buffer.from('😀')) + 2
  response.write(bytes.subarray(0, middle))
  await pause(20)
  response.end(bytes.subarray(middle))
}

/** What an answer's data is. */
export const bodyChecks: Checks = {
  async 'T02 JSON is parsed, whatever the content type and the value'({ serve, answer }) {
    const values = [{ a: [1, { b: '李雷' }] }, [], 'text', '', 0, 1.5, false, true, null]
    const { url } = await serve((response, _, index) => {
      const type = index % 2 === 0 ? 'application/json' : 'text/plain'
      response.setHeader('content-type', type)
      response.end(JSON.stringify(values[index]))
    })
    for (const value of values) {
      const { data } = await answer({ url: `${url}/` })
      equal(data, value, `the data of ${JSON.stringify(value)}`)
    }
  },

  async 'T02 JSON is parsed behind a byte order mark'({ serve, answer }) {
    const { url } = await serve(response => response.end('\uFEFF{"a":1}'))
    const { data } = await answer({ url: `${url}/` })
    equal(data, { a: 1 }, 'the data')
  },

  async 'T02 text stays text, JSON too'({ serve, answer }) {
    const text = ' {"a": "李雷 😀"}\n'
    const { url } = await serve(response => {
      response.setHeader('content-type', 'application/json')
      response.end(text)
    })
    const { data } = await answer({ url: `${url}/`, responseType: 'text' })
    equal(data, text, 'the data')
  },

  async 'T02 a character that comes in two pieces is whole'({ serve, answer }) {
    const text = '"李雷 😀 韩梅梅"'
    const { url } = await serve(response => void inPieces(response, text))
    const asText = await answer({ url: `${url}/`, responseType: 'text' })
    equal(asText.data, text, 'the text')
    const asJson = await answer({ url: `${url}/` })
    equal(asJson.data, JSON.parse(text), 'the JSON')
  },

  async 'T02 an ArrayBuffer has the bytes that were sent'({ serve, answer }) {
    const bytes = Uint8Array.from({ length: 1_024 }, (_, index) => index % 256)
    const { url } = await serve(response => response.end(bytes))
    const { data } = await answer({ url: `${url}/`, responseType: 'arraybuffer' })
    holds(isArrayBuffer(data), 'the data', 'an ArrayBuffer', data)
    equalBytes(data, bytes, 'the data')
  },

  async 'T02 an empty body is undefined'({ serve, answer }) {
    const { url } = await serve(response => response.end())
    for (const responseType of types) {
      const { status, data } = await answer({ url: `${url}/`, responseType })
      equal([status, data], [200, undefined], `the empty answer as ${responseType}`)
    }
    const head = await answer({ method: 'HEAD', url: `${url}/` })
    equal([head.status, head.data], [200, undefined], 'the answer to HEAD')
  },

  async 'T02 the data of a 204 is undefined'({ serve, answer }) {
    const { url } = await serve(response => response.writeHead(204).end())
    for (const responseType of types) {
      const { status, data } = await answer({ url: `${url}/`, responseType })
      equal([status, data], [204, undefined], `the answer as ${responseType}`)
    }
  },

  async 'T02 broken JSON in a 2xx is unreadable, its text readable on the error'({
    serve,
    failure,
  }) {
    const { url } = await serve((response, { target }) => {
      response.writeHead(Number(target.slice(1))).end('{"name":"李雷')
    })
    for (const status of [200, 201]) {
      const error = await failure('unreadable', { url: `${url}/${status}` })
      const found = [error.response?.status, error.response?.data]
      equal(found, [status, '{"name":"李雷'], 'status and data of the error’s response')
    }
  },

  async 'T02 broken JSON outside 2xx is an answer, as text'({ serve, answer }) {
    const page = '<html>网关错误</html>'
    const { url } = await serve((response, { target }) => {
      response.writeHead(Number(target.slice(1))).end(page)
    })
    for (const code of [400, 404, 500, 502]) {
      const { status, data } = await answer({ url: `${url}/${code}` })
      equal([status, data], [code, page], `the answer with ${code}`)
    }
  },
}
