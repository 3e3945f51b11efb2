import { type Clock, createClient, type Transport } from '@allium/core'
import { auth, createSession, fromBody, refreshByToken } from '@allium/middleware-auth'

// A bare realm has no timers; nothing here is late.
const clock: Clock = { now: () => 0, setTimeout: () => 0, clearTimeout() {} }

let refreshes = 0
const transport: Transport = async ({ url, headers }) => {
  const isRefresh = url.endsWith('/refresh')
  if (isRefresh) refreshes += 1
  const isAllowed = isRefresh || headers.authorization === 'Bearer a1'
  return {
    status: isAllowed ? 200 : 401,
    headers: {},
    cookies: [],
    data: isRefresh ? { token: 'a1', refreshToken: 'r1' } : 'hello',
    url,
    raw: undefined,
  }
}

async function run(): Promise<string> {
  const read = fromBody({ accessToken: 'token', refreshToken: 'refreshToken' })
  const session = createSession({ ...refreshByToken({ url: '/refresh', read }), clock })
  const baseURL = 'https://api.example.com'
  const api = createClient({ baseURL, transport, clock }).use(auth({ session }))
  await session.signIn({ accessToken: 'a0', refreshToken: 'r0' })
  const answers = await Promise.all([api.get<string>('/me'), api.get<string>('/you')])
  return [...answers.map(({ data }) => data), refreshes].join(' ')
}

export const done: Promise<string> = run()
export const expected = 'hello hello 1'
