// 500 requests of 20 ms over the host's ten slots, the token expiring half-way: how long
// they take beside a bare pool of ten, in turns with it and with real timers, and how
// often the wire is used. It fails above its limits.
import { createClient } from '@allium/core'
import { auth, createSession } from '@allium/middleware-auth'
import { type HostAnswer, type RequestHost, wxTransport } from '@allium/transport-wx'

const REQUESTS = 500
const SLOTS = 10
const ANSWER_MS = 20
const ROUNDS = 7
const MAX_RATIO = 1.05
const MAX_CALLS = 515

/** All waves of requests, the one that was denied, and the refresh. */
const IDEAL_MS = (REQUESTS / SLOTS + 2) * ANSWER_MS

type HostRequest = Parameters<RequestHost['request']>[0]
type Asked = Pick<HostRequest, 'url' | 'header' | 'success'>

interface Host extends RequestHost {
  readonly calls: number
  request(asked: Asked): void
}

/** A host that has ten slots and queues the rest, as WeChat does, and the server behind. */
function openHost(): Host {
  const queue: Array<() => void> = []
  let calls = 0
  let busy = 0
  let answered = 0
  let refreshes = 0
  const answerTo = ({ url, header }: Asked): HostAnswer => {
    if (url.endsWith('/refresh')) {
      refreshes += 1
      return { statusCode: 200, data: `{"token":"a${refreshes}"}` }
    }
    const { authorization = header.Authorization } = header
    const isExpired = refreshes === 0 && answered >= REQUESTS / 2
    if (isExpired || authorization !== `Bearer a${refreshes}`) return { statusCode: 401 }
    answered += 1
    return { statusCode: 200, data: '{}' }
  }
  return {
    get calls() {
      return calls
    },
    request(asked) {
      const start = () => {
        calls += 1
        busy += 1
        setTimeout(() => {
          busy -= 1
          queue.shift()?.()
          asked.success(answerTo(asked))
        }, ANSWER_MS)
      }
      if (busy < SLOTS) start()
      else queue.push(start)
    },
  }
}

/** Ten workers, and one refresh for all of them: what no client can do better. */
async function barePool(host: Host): Promise<void> {
  let token = 'a0'
  let refreshing: Promise<unknown> | undefined
  let left = REQUESTS
  const send = (url: string) =>
    new Promise<HostAnswer>(success => {
      const header = { authorization: `Bearer ${token}` }
      host.request({ url, header, success })
    })
  const refresh = async () => {
    await send('/refresh')
    token = 'a1'
  }
  const work = async () => {
    while (left > 0) {
      left -= 1
      if ((await send('/orders')).statusCode === 200) continue
      refreshing ??= refresh()
      await refreshing
      await send('/orders')
    }
  }
  await Promise.all(Array.from({ length: SLOTS }, work))
}

const allium = (maxConcurrent: number) => async (host: Host) => {
  const session = createSession({
    refresh: async ({ send }) => {
      const { data } = await send<{ token: string }>({ method: 'POST', url: '/refresh' })
      return { accessToken: data.token }
    },
  })
  const transport = wxTransport({ host, maxConcurrent })
  const api = createClient({ baseURL: 'https://api.example.com', transport }).use(
    auth({ session }),
  )
  await session.signIn({ accessToken: 'a0', refreshToken: 'r0' })
  await Promise.all(Array.from({ length: REQUESTS }, () => api.get('/orders')))
  session.dispose()
}

const contestants = {
  'a bare pool of ten': barePool,
  Allium: allium(SLOTS),
  'Allium, queued by the host': allium(REQUESTS),
}
type Name = keyof typeof contestants
const names = Object.keys(contestants) as Name[]

const times = new Map(names.map((name): [Name, number[]] => [name, []]))
const calls = new Map<Name, number>()
for (let round = 0; round < ROUNDS; round += 1) {
  for (const name of names) {
    // That one is there to be seen, and takes the longest.
    if (round > 0 && name === 'Allium, queued by the host') continue
    const host = openHost()
    const startedAt = performance.now()
    await contestants[name](host)
    times.get(name)?.push(performance.now() - startedAt)
    calls.set(name, Math.max(host.calls, calls.get(name) ?? 0))
  }
}

const median = (name: Name) => {
  const sorted = [...(times.get(name) ?? [])].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] as number
}
for (const name of names) {
  const toIdeal = (median(name) / IDEAL_MS).toFixed(3)
  console.log(
    `${name.padEnd(28)} ${median(name).toFixed(0).padStart(5)} ms  ${toIdeal} × ideal  ${calls.get(name)} calls`,
  )
}
const ratio = median('Allium') / median('a bare pool of ten')
const most = calls.get('Allium') as number
console.log(`\nAllium takes ${ratio.toFixed(3)} × the bare pool (at most ${MAX_RATIO}),`)
console.log(`and ${most} calls (at most ${MAX_CALLS})`)
process.exitCode = ratio <= MAX_RATIO && most <= MAX_CALLS ? 0 : 1
