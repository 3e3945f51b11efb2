// wefetch with its before and after hooks. It takes the global `wx` when it is evaluated;
// the `data` of a GET is left to WeChat, which writes it into the URL.
import wefetch from 'wefetch'
import { countedLoading } from './screen.mjs'

export function create({ wx, baseURL, credential, tally }) {
  const loading = countedLoading(wx, tally)
  const http = wefetch.create({ baseUrl: baseURL, header: { 'x-app': 'shop' } })
  http.before.use(config => {
    loading.begin()
    config.header.authorization = `Bearer ${credential.accessToken}`
    return config
  })
  http.after.use(answer => {
    loading.end()
    const { statusCode, data } = answer
    if (statusCode < 200 || statusCode > 299) throw new Error(`status ${statusCode}`)
    return data
  })
  return {
    get: (path, data, header) => http.get(path, { data, header }),
    post: (path, data, header) => http.post(path, { data, header }),
  }
}
