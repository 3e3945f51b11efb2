import { createClient, query, type Response } from '@allium/core'
import { auth, codeOtherThan, createSession } from '@allium/middleware-auth'
import { fromCookie, refreshByCookie } from '@allium/middleware-auth'
import { fetchTransport, webLock, webMemory } from '@allium/transport-fetch'

/** P4, form b: an HttpOnly cookie buys the access token, kept in the open tabs' memory. */
export function p4b(baseURL = '/api', jar = () => document.cookie) {
  const fromJar = fromCookie('access_token', { jar })
  // The jar has the old token, too: without code 200 there is no new one.
  const read = (answer: Response) =>
    Object(answer.data).code === 200 ? fromJar(answer) : undefined
  const isRejected = codeOtherThan(200, '200')
  const url = '/v1/user/token/refresh'
  const session = createSession({
    storage: webMemory('session'),
    lock: webLock('session'),
    ...refreshByCookie({ url, read, isRejected }),
  })
  const transport = fetchTransport({ credentials: 'include' })
  const api = createClient({ baseURL, timeout: 5_000, transport })
    .use(auth({ session }))
    .use(query())
  return { api, session }
}
