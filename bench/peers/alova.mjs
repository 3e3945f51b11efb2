// alova with its token authentication, over an adapter of twenty lines. Cache and shared
// requests are off: every request is to go out.
import { createAlova } from 'alova'
import { createServerTokenAuthentication } from 'alova/client'
import { countedLoading } from './screen.mjs'

const adapterFor = wx => elements => {
  let task
  const answer = new Promise((success, fail) => {
    const { url, type: method, data, headers: header } = elements
    task = wx.request({ url, method, data, header, timeout: 10_000, success, fail })
  })
  return {
    response: () => answer,
    headers: () => answer.then(({ header }) => header),
    abort: () => task.abort(),
  }
}

export function create({ wx, baseURL, credential, tally }) {
  const loading = countedLoading(wx, tally)
  let { accessToken, refreshToken } = credential
  const refresh = async () => {
    const wanted = http.Post('/refresh', { refreshToken })
    wanted.meta = { authRole: 'refreshToken' }
    const data = await wanted
    accessToken = data.accessToken
    refreshToken = data.refreshToken
  }
  const { onAuthRequired, onResponseRefreshToken } = createServerTokenAuthentication({
    assignToken(method) {
      method.config.headers.authorization = `Bearer ${accessToken}`
    },
    refreshTokenOnSuccess: {
      isExpired: ({ statusCode }) => statusCode === 401,
      handler: refresh,
    },
  })
  const http = createAlova({
    baseURL,
    requestAdapter: adapterFor(wx),
    cacheFor: null,
    shareRequest: false,
    beforeRequest: onAuthRequired(method => {
      loading.begin()
      method.config.headers['x-app'] = 'shop'
    }),
    responded: onResponseRefreshToken({
      onSuccess({ statusCode, data }) {
        if (statusCode < 200 || statusCode > 299) throw new Error(`status ${statusCode}`)
        return data
      },
      onComplete: () => loading.end(),
    }),
  })
  return {
    get: (path, params, headers) => http.Get(path, { params, headers }).send(),
    post: (path, data, headers) => http.Post(path, data, { headers }).send(),
  }
}
