// ky over a fetch on wx, with its hooks.
import ky from 'ky'
import { fetchOver } from '../host/fetch-over-wx.mjs'
import { countedLoading } from './screen.mjs'

export function create({ wx, baseURL, credential, tally }) {
  const loading = countedLoading(wx, tally)
  const http = ky.create({
    prefix: baseURL,
    fetch: fetchOver(wx),
    headers: { 'x-app': 'shop' },
    timeout: 10_000,
    retry: 0,
    hooks: {
      beforeRequest: [
        ({ request }) => {
          loading.begin()
          request.headers.set('authorization', `Bearer ${credential.accessToken}`)
        },
      ],
      afterResponse: [() => loading.end()],
    },
  })
  const path = url => url.slice(1)
  return {
    get: (url, searchParams, headers) =>
      http.get(path(url), { searchParams, headers }).json(),
    post: (url, json, headers) => http.post(path(url), { json, headers }).json(),
  }
}
