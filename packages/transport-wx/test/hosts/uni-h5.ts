import type { NodeWx, RequestResult } from '@allium/testing'
import type { HostAnswer, RequestHost } from '../../src/index'

/**
 * `uni` in a browser, as its source has it: an XMLHttpRequest, which shows no cookies and
 * writes names in lower case; tasks whose methods for headers throw; numbers that mislead.
 */
export function asUniH5(wx: NodeWx): RequestHost {
  return {
    request({ success, fail, complete, enableChunked: _, ...told }) {
      const { abort } = wx.request({
        ...told,
        success: answer => both(success, complete)(seen(answer)),
        fail: ({ errMsg }) => both(fail, complete)(failure(errMsg)),
      })
      return { abort, ...throwing }
    },
    uploadFile({ success, fail, complete, ...told }) {
      const { abort, onProgressUpdate } = wx.uploadFile({
        ...told,
        success: ({ statusCode, data }) => both(success, complete)({ statusCode, data }),
        fail: ({ errMsg }) => {
          const isMissing = errMsg === 'uploadFile:fail file not found'
          const words = isMissing ? 'uploadFile:fail file error' : failure(errMsg).errMsg
          both(fail, complete)({ errMsg: words })
        },
      })
      return { abort, onProgressUpdate, ...throwing }
    },
    downloadFile({ url, header, timeout, success, fail, complete }) {
      const { abort, onProgressUpdate } = wx.downloadFile({
        ...{ url, header, timeout },
        success: ({ statusCode, tempFilePath }) =>
          both(success, complete)({ statusCode, tempFilePath }),
        fail: ({ errMsg }) => both(fail, complete)(failure(errMsg)),
      })
      return { abort, onProgressUpdate, ...throwing }
    },
  }
}

function both(
  tell: (given: object) => void,
  complete: (given: object) => void,
): (given: object) => void {
  return given => {
    tell(given)
    complete(given)
  }
}

function seen({ data, statusCode, header }: RequestResult): HostAnswer {
  const shown = Object.entries(header)
    .map(([name, value]) => [name.toLowerCase(), value])
    .filter(([name]) => name !== 'set-cookie')
  return { data, statusCode, header: Object.fromEntries(shown), cookies: [] }
}

function failure(told: string): { errMsg: string; errCode: number } {
  const [errMsg = '', words = ''] = /^\w+:fail(?: (abort|timeout)$)?/.exec(told) ?? []
  return { errMsg, errCode: words === 'abort' ? 600003 : 5 }
}

const missing = (): never => {
  throw new Error('Method not implemented.')
}

const throwing = { onHeadersReceived: missing, offHeadersReceived: missing }
