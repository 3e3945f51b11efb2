import { get } from 'node:http'
import type { P1Server } from '../src/index'
import { type Received, type SendOptions, send } from './helpers'

/** One request with a token; what the answer's header says stands beside it. */
export async function ask(
  server: P1Server,
  line: string,
  token: string,
  { headers, ...options }: SendOptions = {},
): Promise<Received & { next: string | null }> {
  const received = await send(server, line, {
    ...options,
    headers: { ...headers, 'B-T': token },
  })
  return { ...received, next: received.headers.get('b-t') }
}

export function login(server: P1Server, code: string): Promise<Received> {
  return send(server, 'POST /v1/api/imiMini/login', { body: { code } })
}

/** The name of the token's header in an answer to `GET /me`, in its letter case. */
export function headerNameOf(
  server: P1Server,
  token: string,
): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    get(`${server.url}/me`, { headers: { 'b-t': token } }, response => {
      response.resume()
      resolve(response.rawHeaders.find(name => name.toLowerCase() === 'b-t'))
    }).once('error', reject)
  })
}
