// axios over axios-miniprogram-adapter, refreshed by axios-auth-refresh.
import axios from 'axios'
import { createAuthRefresh } from 'axios-auth-refresh'
import adapter from 'axios-miniprogram-adapter'
import { countedLoading } from './screen.mjs'

export function create({ wx, baseURL, credential, tally }) {
  const loading = countedLoading(wx, tally)
  let { accessToken, refreshToken } = credential
  const headers = { 'x-app': 'shop' }
  const http = axios.create({ adapter, baseURL, headers, timeout: 10_000 })
  const plain = axios.create({ adapter, baseURL })

  http.interceptors.request.use(config => {
    loading.begin()
    config.headers.authorization = `Bearer ${accessToken}`
    return config
  })
  http.interceptors.response.use(
    answer => {
      loading.end()
      return answer
    },
    error => {
      loading.end()
      throw error
    },
  )
  const refresh = async () => {
    const { data } = await plain.post('/refresh', { refreshToken })
    accessToken = data.accessToken
    refreshToken = data.refreshToken
  }
  // With its default every request but the first is rejected.
  createAuthRefresh(http, refresh, { deduplicateRefresh: false })
  const dataOf = ({ data }) => data
  return {
    get: (url, params, headers) => http.get(url, { params, headers }).then(dataOf),
    post: (url, data, headers) => http.post(url, data, { headers }).then(dataOf),
  }
}
