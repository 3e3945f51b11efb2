// A hand-written request.js: what everything is compared with. One function that does
// the five things, and a refresh that is shared by those that fail at the same time.
import { countedLoading } from './screen.mjs'

export function create({ wx, baseURL, credential, tally }) {
  const loading = countedLoading(wx, tally)
  let { accessToken, refreshToken } = credential
  let refreshing

  const send = ({ method, path, query, data, headers }) =>
    new Promise((resolve, reject) => {
      const pairs = Object.entries(query ?? {}).map(
        ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
      )
      const search = pairs.length > 0 ? `?${pairs.join('&')}` : ''
      wx.request({
        url: baseURL + path + search,
        method,
        data,
        header: { 'x-app': 'shop', ...headers, authorization: `Bearer ${accessToken}` },
        timeout: 10_000,
        success: resolve,
        fail: reject,
      })
    })

  const refresh = async () => {
    const data = { refreshToken }
    const answer = await send({ method: 'POST', path: '/refresh', data })
    if (answer.statusCode !== 200) throw new Error('signed out')
    accessToken = answer.data.accessToken
    refreshToken = answer.data.refreshToken
  }

  async function request(options) {
    loading.begin()
    try {
      let answer = await send(options)
      if (answer.statusCode === 401) {
        refreshing ??= refresh().finally(() => {
          refreshing = undefined
        })
        await refreshing
        answer = await send(options)
      }
      const { statusCode, data } = answer
      if (statusCode < 200 || statusCode > 299) throw new Error(`status ${statusCode}`)
      return data
    } finally {
      loading.end()
    }
  }

  return {
    get: (path, query, headers) => request({ method: 'GET', path, query, headers }),
    post: (path, data, headers) => request({ method: 'POST', path, data, headers }),
  }
}
