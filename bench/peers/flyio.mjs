// flyio's build for WeChat, with the lock that its documents show for a refresh.
import Fly from 'flyio/dist/npm/wx'
import { countedLoading } from './screen.mjs'

export function create({ wx, baseURL, credential, tally }) {
  const loading = countedLoading(wx, tally)
  let { accessToken, refreshToken } = credential
  const http = new Fly()
  const plain = new Fly()
  http.config.baseURL = baseURL
  plain.config.baseURL = baseURL
  http.config.headers = { 'x-app': 'shop' }

  http.interceptors.request.use(request => {
    loading.begin()
    request.headers.authorization = `Bearer ${accessToken}`
    return request
  })
  http.interceptors.response.use(
    answer => {
      loading.end()
      return answer.data
    },
    function retried(error) {
      loading.end()
      if (error.status !== 401) return Promise.reject(error)
      this.lock()
      return plain
        .post('/refresh', { refreshToken })
        .then(({ data }) => {
          accessToken = data.accessToken
          refreshToken = data.refreshToken
        })
        .finally(() => this.unlock())
        .then(() => http.request(error.request))
    },
  )
  return {
    get: (path, query, headers) => http.get(path, query, { headers }),
    post: (path, data, headers) => http.post(path, data, { headers }),
  }
}
