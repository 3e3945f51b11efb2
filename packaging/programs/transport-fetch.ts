import { createClient, query } from '@allium/core'
import { type Fetch, fetchTransport, webStorage } from '@allium/transport-fetch'

const fetch: Fetch = async url => ({
  status: 200,
  headers: { forEach: run => run('application/json', 'content-type') },
  text: async () => JSON.stringify({ url }),
  arrayBuffer: async () => new ArrayBuffer(0),
  blob: async () => ({ size: 0, type: '' }),
})

const kept = new Map<string, string>()
const area = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
  removeItem: (key: string) => void kept.delete(key),
}

async function run(): Promise<string> {
  const api = createClient({ transport: fetchTransport({ fetch }) }).use(query())
  const { data } = await api.get<{ url: string }>('/fruits', { query: { page: 1 } })
  webStorage('session', { area }).save({ accessToken: 'a0' })
  return `${data.url} ${kept.get('session')}`
}

export const done: Promise<string> = run()
export const expected = '/fruits?page=1 {"accessToken":"a0"}'
