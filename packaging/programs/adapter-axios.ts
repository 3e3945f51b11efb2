import { alliumAdapter } from '@allium/adapter-axios'
import { createClient, isRequestError, type Transport } from '@allium/core'
import axios from 'axios'

const transport: Transport = async ({ url }) => ({
  status: url.startsWith('/fruits') ? 200 : 404,
  headers: {},
  cookies: [],
  data: { url },
  url,
  raw: undefined,
})

async function run(): Promise<string> {
  const client = createClient({ transport })
  const api = axios.create({ adapter: alliumAdapter(client, { axios }) })
  const { data } = await api.get<{ url: string }>('/fruits', { params: { page: 1 } })
  const error: unknown = await api.get('/nuts').catch(reason => reason)
  const isOfAxios = error instanceof axios.AxiosError && !isRequestError(error)
  return `${data.url} ${isOfAxios}`
}

export const done: Promise<string> = run()
export const expected = '/fruits?page=1 true'
