// wretch over a fetch on wx, with its middlewares.
import wretch from 'wretch'
import QueryStringAddon from 'wretch/addons/queryString'
import { fetchOver } from '../host/fetch-over-wx.mjs'
import { countedLoading } from './screen.mjs'

export function create({ wx, baseURL, credential, tally }) {
  const loading = countedLoading(wx, tally)
  const counted = next => async (url, options) => {
    loading.begin()
    try {
      return await next(url, options)
    } finally {
      loading.end()
    }
  }
  const signed = next => (url, options) => {
    const authorization = `Bearer ${credential.accessToken}`
    return next(url, { ...options, headers: { ...options.headers, authorization } })
  }
  const http = wretch(baseURL)
    .addon(QueryStringAddon)
    .fetchPolyfill(fetchOver(wx))
    .headers({ 'x-app': 'shop' })
    .middlewares([counted, signed])
  return {
    get: (path, query, headers) =>
      http.url(path).query(query).headers(headers).get().json(),
    post: (path, data, headers) => http.url(path).headers(headers).post(data).json(),
  }
}
