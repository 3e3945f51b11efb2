import type { DownloadTask, NodeWx, UploadTask } from '@allium/testing'
import type { HostDownload, HostRequest, HostUpload, RequestHost } from '../../src/index'

/**
 * `Taro` in a browser, as its source has it: `fetch`. Failures are errors of the browser's
 * own, which get an `errMsg`, and the status of an answer that was cut, after `fail` has
 * run; `complete` is then told that status as well. There are no cookies. Files go by an
 * XMLHttpRequest, and the promise tells their progress by a name of its own.
 *
 * Taro's API is put in by the compiler: an app must write `{ request: Taro.request }`.
 */
export function asTaroH5(wx: NodeWx): RequestHost {
  return {
    request: options => fetched(wx, options),
    uploadFile: options =>
      moved(options, ({ url, filePath, name, formData, header, timeout }, ends) =>
        wx.uploadFile({
          ...{ url, filePath, name, formData, header, timeout },
          success: ({ statusCode, data }) => ends.success({ statusCode, data }),
          fail: ends.fail,
        }),
      ),
    downloadFile: options =>
      moved(options, ({ url, header, timeout }, ends) =>
        wx.downloadFile({
          ...{ url, header, timeout },
          success: ({ statusCode, tempFilePath }) =>
            ends.success({ statusCode, tempFilePath }),
          fail: ends.fail,
        }),
      ),
  }
}

/** How a file's way ends. */
interface Ends {
  success(given: object): void
  fail(failure: { errMsg: string }): void
}

function moved<Options extends HostUpload | HostDownload>(
  options: Options,
  start: (options: Options, ends: Ends) => UploadTask | DownloadTask,
): object {
  let task: UploadTask | DownloadTask | undefined
  const promise = new Promise((resolve, reject) => {
    task = start(options, {
      success(given) {
        options.success(given)
        options.complete(given)
        resolve(given)
      },
      fail({ errMsg }) {
        // What the browser says of it has no message, but for an abort and a timeout.
        const words = errMsg.replace(/(:fail) (?!abort$|timeout$).*/, '$1 undefined')
        options.fail({ errMsg: words })
        options.complete({ errMsg: words })
        reject({ errMsg: words })
      },
    })
  })
  const { abort, onProgressUpdate: progress } = task as UploadTask
  return Object.assign(promise, { abort, progress })
}

function fetched(wx: NodeWx, options: HostRequest): object {
  const { success, fail, complete, enableChunked: _, ...told } = options
  const res: { statusCode?: number; header?: object; data?: unknown } = {}
  let abort = () => {}
  const promise = new Promise((resolve, reject) => {
    const task = wx.request({
      ...told,
      success({ data, statusCode, header }) {
        Object.assign(res, head({ statusCode, header }), {
          data: statusCode === 204 ? null : data,
        })
        success(res)
        complete(res)
        resolve(res)
      },
      fail({ errMsg }) {
        const error = browserError(errMsg)
        fail(error)
        complete(res)
        Object.assign(error, { statusCode: res.statusCode, errMsg: error.message })
        reject(error)
      },
    })
    task.onHeadersReceived(received => Object.assign(res, head(received)))
    abort = task.abort
  })
  return Object.assign(promise, { abort })
}

function head({ statusCode, header }: { statusCode: number; header: object }): object {
  const shown = Object.entries(header)
    .map(([name, value]) => [name.toLowerCase(), value])
    .filter(([name]) => name !== 'set-cookie')
  return { statusCode, header: Object.fromEntries(shown) }
}

function browserError(errMsg: string): Error {
  const isEnded = errMsg === 'request:fail abort' || errMsg === 'request:fail timeout'
  if (!isEnded) return new TypeError('Failed to fetch')
  const error = new Error('signal is aborted without reason')
  return Object.assign(error, { name: 'AbortError' })
}
