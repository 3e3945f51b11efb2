import type { NodeWx, RequestFailure } from '@allium/testing'
import type { HostDownload, HostRequest, HostUpload } from '../../src/index'

/** The part of `my` that is stood in for. */
export interface My {
  request(options: HostRequest): object
  uploadFile(options: HostUpload): object
  downloadFile(options: HostDownload): void
  getStorageSync(options: { key: string }): { data: unknown }
  setStorageSync(options: { key: string; data: unknown }): void
  removeStorageSync(options: { key: string }): void
  getAuthCode(options: { scopes: string }): Promise<{ authCode: string }>
}

/**
 * `my` of Alipay, as its documentation has it: it goes by `headers` and `dataType`, an
 * answer has `status` and `headers`, one outside 2xx comes through `fail` with error 19,
 * and failures have a list of numbers of their own. A download tells no status, and its
 * task is none. Storage takes an object; the login is called `getAuthCode`.
 */
export function asMy(wx: NodeWx): My {
  return {
    request: options => requested(wx, options),
    uploadFile: options => uploaded(wx, options),
    downloadFile({ url, header, success, fail, complete }) {
      const end = (tell: (given: object) => void, given: object) => {
        tell(given)
        complete(given)
      }
      wx.downloadFile({
        url,
        header,
        success: ({ statusCode, tempFilePath }) =>
          isGood(statusCode)
            ? end(success, { apFilePath: tempFilePath })
            : end(fail, { error: 12, errorMessage: '下载失败' }),
        fail: () => end(fail, { error: 12, errorMessage: '下载失败' }),
      })
    },
    getStorageSync({ key }) {
      const data = wx.getStorageSync(key)
      return { data: data === '' ? null : data }
    },
    setStorageSync: ({ key, data }) => wx.setStorageSync(key, data),
    removeStorageSync: ({ key }) => wx.removeStorageSync(key),
    async getAuthCode({ scopes }) {
      if (scopes !== 'auth_base') throw { error: 2, errorMessage: 'scopes' }
      const { code } = await wx.login()
      return { authCode: code }
    },
  }
}

const methods = ['GET', 'POST', 'PUT', 'DELETE']

function requested(wx: NodeWx, options: HostRequest): object {
  const { url, method, headers, data, timeout, dataType } = options
  let abort = () => {}
  const promise = new Promise((resolve, reject) => {
    const failed = (given: object) => {
      options.fail(given)
      options.complete(given)
      reject(given)
    }
    if (!methods.includes(method)) return failed({ error: 2, errorMessage: '参数错误' })
    const task = wx.request({
      ...{ url, method, data, timeout, header: headers, dataType: 'text' },
      responseType: dataType,
      success({ data, statusCode: status, header }) {
        const answer = { data, status, headers: header }
        if (!isGood(status)) {
          return failed({ error: 19, errorMessage: 'http status error', ...answer })
        }
        options.success(answer)
        options.complete(answer)
        resolve(answer)
      },
      fail: failure => failed(alipayFailure(failure)),
    })
    abort = task.abort
    return undefined
  })
  return Object.assign(promise, { abort })
}

function uploaded(wx: NodeWx, { success, fail, complete, ...told }: HostUpload): object {
  const end = (tell: (given: object) => void, given: object) => {
    tell(given)
    complete(given)
  }
  const task = wx.uploadFile({
    ...told,
    success: ({ data, statusCode }) => end(success, { data, statusCode, header: {} }),
    fail(failure) {
      const isMissing = failure.errMsg === 'uploadFile:fail file not found'
      const none = { error: 11, errorMessage: '文件不存在' }
      end(fail, isMissing ? none : alipayFailure(failure))
    },
  })
  return {
    abort: task.abort,
    onProgressUpdate: (listener: (update: object) => void) =>
      task.onProgressUpdate(({ progress, ...bytes }) =>
        listener({
          progress,
          totalBytesWritten: bytes.totalBytesSent,
          totalBytesExpectedToWrite: bytes.totalBytesExpectedToSend,
        }),
      ),
  }
}

function alipayFailure({ errMsg }: RequestFailure): object {
  if (/fail abort$/.test(errMsg)) return { error: 9, errorMessage: errMsg }
  if (/fail timeout$/.test(errMsg)) return { error: 13, errorMessage: '超时' }
  return { error: 12, errorMessage: '网络出错' }
}

function isGood(status: number): boolean {
  return status >= 200 && status < 300
}
