import {
  createClient,
  headers,
  isRequestError,
  query,
  type Transport,
} from '@allium/core'

const transport: Transport = async ({ url, headers }) => ({
  status: url.startsWith('/fruits') ? 200 : 404,
  headers: {},
  cookies: [],
  data: `${url} ${headers['x-app']}`,
  url,
  raw: undefined,
})

async function run(): Promise<string> {
  const api = createClient({ transport })
    .use(headers({ 'X-App': 'shop' }))
    .use(query())
  const { data } = await api.get<string>('/fruits', { query: { page: 1 } })
  const code = await api.get('/nuts').catch(error => isRequestError(error) && error.code)
  return `${data} ${code}`
}

export const done: Promise<string> = run()
export const expected = '/fruits?page=1 shop status'
