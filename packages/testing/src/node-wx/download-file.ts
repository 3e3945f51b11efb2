import type { BaseLibrary } from './base-library'
import { callbacksOf } from './callbacks'
import { FailureError, failures } from './failures'
import { type Files, USER_DATA_PATH } from './files'
import { givenHeader } from './header'
import { sendTask, type TaskParts } from './task'
import { createDownloadEvents } from './transfer-events'
import type {
  DownloadFileOptions,
  DownloadFileResult,
  DownloadTask,
} from './transfer-types'
import { parsedUrl, timeoutMs, type WireRequest } from './wire-request'

/** Makes `wx.downloadFile`: puts any answer, a 404's body too, in a file. */
export function createDownloadFile(
  parts: TaskParts,
  files: Files,
): (options: DownloadFileOptions) => DownloadTask {
  return function downloadFile(options) {
    const { filePath } = options
    const events = createDownloadEvents(parts.guard)
    const abort = sendTask<DownloadFileResult>(parts, {
      api: 'downloadFile',
      callbacks: callbacksOf(options),
      heard: events.heard,
      wire: () => downloadWire(options, parts.library),
      result: ({ url }, { statusCode, body }) => {
        const path = filePath ?? files.temporaryPath(url)
        files.control.write(path, body)
        const place = filePath === undefined ? { tempFilePath: path } : { filePath }
        // WeChat's own types promise both paths, and so do ours; there is only one.
        return { ...place, statusCode, errMsg: 'downloadFile:ok' } as DownloadFileResult
      },
    })
    return parts.library.known({ abort, ...events.methods })
  }
}

function downloadWire(
  { url, filePath, header, timeout }: DownloadFileOptions,
  library: BaseLibrary,
): WireRequest {
  const wire: WireRequest = {
    method: 'GET',
    url: parsedUrl(url),
    header: givenHeader(header),
    body: undefined,
    timeoutMs: timeoutMs(timeout, library),
    follow: true,
    chunked: false,
    binary: true,
    json: false,
    watch: 'received',
  }
  if (filePath !== undefined && !String(filePath).startsWith(`${USER_DATA_PATH}/`)) {
    throw new FailureError(failures.unwritable(filePath))
  }
  return wire
}
