// umi-request over a global fetch on wx, with layers of its own onion.
import { extend } from 'umi-request'
import { fetchOver } from '../host/fetch-over-wx.mjs'
import { countedLoading } from './screen.mjs'

export function create({ wx, baseURL, credential, tally }) {
  const loading = countedLoading(wx, tally)
  globalThis.fetch = fetchOver(wx)
  const http = extend({ prefix: baseURL, timeout: 10_000, headers: { 'x-app': 'shop' } })
  http.use(async (_ctx, next) => {
    loading.begin()
    try {
      await next()
    } finally {
      loading.end()
    }
  })
  http.use(async (ctx, next) => {
    const { options } = ctx.req
    const authorization = `Bearer ${credential.accessToken}`
    ctx.req.options = { ...options, headers: { ...options.headers, authorization } }
    await next()
  })
  return {
    get: (path, params, headers) => http.get(path, { params, headers }),
    post: (path, data, headers) => http.post(path, { data, headers }),
  }
}
