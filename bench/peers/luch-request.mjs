// luch-request 3.1 with the snippet for refreshing that its users copy from one another.
import Request from 'luch-request'
import { countedLoading } from './screen.mjs'

export function create({ wx, baseURL, credential, tally }) {
  const loading = countedLoading(wx, tally)
  let { accessToken, refreshToken } = credential
  let isRefreshing = false
  let waiting = []
  const http = new Request({ baseURL, header: { 'x-app': 'shop' }, timeout: 10_000 })

  const refresh = async () => {
    const plain = new Request({ baseURL })
    const { data } = await plain.post('/refresh', { refreshToken })
    accessToken = data.accessToken
    refreshToken = data.refreshToken
  }
  const refreshAndRepeat = async config => {
    isRefreshing = true
    try {
      await refresh()
      for (const goOn of waiting) goOn()
      waiting = []
      return http.request(config)
    } finally {
      isRefreshing = false
    }
  }

  http.interceptors.request.use(config => {
    loading.begin()
    config.header = { ...config.header, authorization: `Bearer ${accessToken}` }
    return config
  })
  http.interceptors.response.use(
    answer => {
      loading.end()
      return answer.data
    },
    answer => {
      loading.end()
      const { config, statusCode } = answer
      if (statusCode !== 401) return Promise.reject(answer)
      if (!isRefreshing) return refreshAndRepeat(config)
      return new Promise(resolve => {
        waiting.push(() => resolve(http.request(config)))
      })
    },
  )
  return {
    get: (path, params, header) => http.get(path, { params, header }),
    post: (path, data, header) => http.post(path, data, { header }),
  }
}
