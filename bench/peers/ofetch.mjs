// ofetch over a fetch on wx, with its hooks.
import { createFetch } from 'ofetch'
import { fetchOver } from '../host/fetch-over-wx.mjs'
import { countedLoading } from './screen.mjs'

export function create({ wx, baseURL, credential, tally }) {
  const loading = countedLoading(wx, tally)
  const { Headers, AbortController } = globalThis
  const http = createFetch({ fetch: fetchOver(wx), Headers, AbortController }).create({
    baseURL,
    timeout: 10_000,
    retry: 0,
    headers: { 'x-app': 'shop' },
    onRequest({ options }) {
      loading.begin()
      options.headers.set('authorization', `Bearer ${credential.accessToken}`)
    },
    onResponse: () => loading.end(),
  })
  return {
    get: (path, query, headers) => http(path, { query, headers }),
    post: (path, body, headers) => http(path, { method: 'POST', body, headers }),
  }
}
