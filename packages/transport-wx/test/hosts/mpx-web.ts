import type { NodeWx } from '@allium/testing'
import type { RequestHost } from '../../src/index'

/**
 * mpx’s web proxy, as its source has it: axios. A status outside 2xx comes through `fail`,
 * and everything there is told in the words of axios. There are no cookies, and no other
 * methods of the task than `abort`.
 */
export function asMpxWeb(wx: NodeWx): RequestHost {
  return {
    request({ success, fail, complete, enableChunked: _, ...told }) {
      const failed = (words: string, answer: object = {}) => {
        const given = {
          errMsg: `request:fail ${words}`,
          statusCode: undefined,
          ...answer,
        }
        fail(given)
        complete(given)
      }
      const { abort } = wx.request({
        ...told,
        success({ data, statusCode, header }) {
          const answer = { data, statusCode, header }
          if (statusCode < 200 || statusCode > 299) {
            const words = `AxiosError: Request failed with status code ${statusCode}`
            return failed(words, answer)
          }
          success(answer)
          complete(answer)
        },
        fail: ({ errMsg }) => failed(wordsOf(errMsg, told.timeout)),
      })
      return { abort }
    },
  }
}

function wordsOf(errMsg: string, timeout: number): string {
  if (errMsg === 'request:fail abort') return 'CanceledError: canceled'
  if (errMsg !== 'request:fail timeout') return 'AxiosError: Network Error'
  return `AxiosError: timeout of ${timeout}ms exceeded`
}
