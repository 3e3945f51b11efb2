// Five naive async layers on koa-compose. It refuses a second `next()`, so that nothing
// can be sent again: no refresh.
import compose from 'koa-compose'
import { countedLoading } from './screen.mjs'

const layersFor = ({ wx, credential, tally }) => {
  const loading = countedLoading(wx, () => {})
  return [
    async (_ctx, next) => {
      loading.begin()
      try {
        await next()
      } finally {
        loading.end()
      }
    },
    async (_ctx, next) => {
      await next()
      tally()
    },
    async (ctx, next) => {
      const authorization = `Bearer ${credential.accessToken}`
      ctx.request = { ...ctx.request, headers: { ...ctx.request.headers, authorization } }
      await next()
    },
    async (ctx, next) => {
      const headers = { 'x-app': 'shop', ...ctx.request.headers }
      ctx.request = { ...ctx.request, headers }
      await next()
    },
    async (ctx, next) => {
      const pairs = Object.entries(ctx.request.query ?? {}).map(
        ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
      )
      const search = pairs.length > 0 ? `?${pairs.join('&')}` : ''
      ctx.request = { ...ctx.request, url: ctx.request.url + search }
      await next()
    },
  ]
}

export function create(tools) {
  const { wx, baseURL } = tools
  const send = ctx =>
    new Promise((resolve, fail) => {
      const { url, method, data, headers } = ctx.request
      const success = answer => {
        ctx.response = answer
        resolve()
      }
      wx.request({ url, method, data, header: headers, timeout: 10_000, success, fail })
    })
  const run = compose([...layersFor(tools), send])
  const request = async wanted => {
    const ctx = { request: wanted, response: undefined }
    await run(ctx)
    const { statusCode, data } = ctx.response
    if (statusCode < 200 || statusCode > 299) throw new Error(`status ${statusCode}`)
    return data
  }
  return {
    get: (path, query, headers) =>
      request({ method: 'GET', url: baseURL + path, query, headers }),
    post: (path, data, headers) =>
      request({ method: 'POST', url: baseURL + path, data, headers }),
  }
}
