import type { ServerResponse } from 'node:http'
import { inspect } from 'node:util'
import type { Bench, Checks } from './bench'
import { NOBODY } from './contract-server'
import { equal, holds } from './expect'
import type { RequestParts } from './flight'
import { typedError } from './typed-error'

// A label of DNS has 63 characters at most: this name fails without a question to anybody.
const NO_HOST = `http://${'a'.repeat(64)}.invalid`

const secrets = ['q-secret', 'h-secret', 'b-secret', 'a-secret']

/** A request that holds secrets wherever it can. */
function secretive(url: string): RequestParts {
  return {
    method: 'POST',
    url: `${url}/orders?token=q-secret`,
    headers: { authorization: 'h-secret', 'content-type': 'application/json' },
    body: '{"password":"b-secret"}',
  }
}

/** The ways of having no answer, each with the URL that leads there. */
async function dead({ serve }: Bench): Promise<Array<[way: string, url: string]>> {
  const silent = await serve(response => response.destroy())
  const sized = await serve(response => cut(response, { 'content-length': '100' }))
  return [
    ['a refused connection', NOBODY],
    ['an unknown host', NO_HOST],
    ['a connection cut before the answer', silent.url],
    ['a connection cut in the body', sized.url],
  ]
}

/** Ends the connection in the middle of a body. */
function cut(response: ServerResponse, headers: Record<string, string>): void {
  response.writeHead(200, headers)
  response.write('{"token":"a-secret"', () => response.destroy())
}

async function fails(bench: Bench, url: string): Promise<void> {
  await bench.failure('network', { url: `${url}/me?token=q-secret` })
}

/** What a transport rejects with where no answer was had. */
export const failureChecks: Checks = {
  async 'T01 a refused connection is a `network` error'(bench) {
    await fails(bench, NOBODY)
  },

  async 'T01 an unknown host is a `network` error'(bench) {
    await fails(bench, NO_HOST)
  },

  async 'T01 a connection cut before the answer is a `network` error'(bench) {
    const { url } = await bench.serve(response => response.destroy())
    await fails(bench, url)
  },

  async 'T01 a connection cut in the body is a `network` error'(bench) {
    const sized = await bench.serve(response =>
      cut(response, { 'content-length': '100' }),
    )
    await fails(bench, sized.url)
    const chunked = await bench.serve(response => cut(response, {}))
    await fails(bench, chunked.url)
  },

  async 'T01 the host’s raw error is the cause'(bench) {
    for (const [way, url] of await dead(bench)) {
      const error = await bench.rejection({ url: `${url}/` })
      const { cause } = typedError(error, way)
      holds(cause !== undefined && cause !== null, `the cause of ${way}`, 'one', cause)
    }
  },

  async 'K13 an error has request, attempt and retryable'(bench) {
    for (const [way, url] of await dead(bench)) {
      const error = await bench.rejection(secretive(url), { attempt: 3 })
      const { request, attempt, retryable } = typedError(error, way)
      const method = request?.method
      const found = { method, attempt, retryable }
      equal(found, { method: 'POST', attempt: 3, retryable: true }, way)
      const named = String(request?.url)
      holds(named.includes('/orders'), `${way}, the error’s URL`, '/orders in it', named)
    }
  },

  async 'K13 nothing that an error shows holds query, header or body'(bench) {
    const broken = await bench.serve(response => response.end('{"token":"a-secret'))
    for (const [way, url] of [
      ...(await dead(bench)),
      ['broken JSON', broken.url] as const,
    ]) {
      const error = await bench.rejection(secretive(url))
      const { message, request } = typedError(error, way)
      const shown = [message, JSON.stringify(error), inspect(error), inspect(request)]
      for (const secret of secrets) {
        const told = shown.find(text => text.includes(secret))
        holds(told === undefined, `${way}, what its error shows`, `no ${secret}`, told)
      }
    }
  },
}
