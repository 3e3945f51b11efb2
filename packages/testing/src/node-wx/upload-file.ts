import { randomUUID } from 'node:crypto'
import type { BaseLibrary } from './base-library'
import { callbacksOf } from './callbacks'
import { FailureError, failures } from './failures'
import type { Files } from './files'
import { givenHeader } from './header'
import { multipart } from './multipart'
import { sendTask, type TaskParts } from './task'
import { createUploadEvents } from './transfer-events'
import type { UploadFileOptions, UploadFileResult, UploadTask } from './transfer-types'
import { parsedUrl, timeoutMs, type WireRequest } from './wire-request'

/** Makes `wx.uploadFile`: posts a file in a form, in one of the places of the requests. */
export function createUploadFile(
  parts: TaskParts,
  files: Files,
): (options: UploadFileOptions) => UploadTask {
  return function uploadFile(options) {
    const events = createUploadEvents(parts.guard)
    const abort = sendTask<UploadFileResult>(parts, {
      api: 'uploadFile',
      callbacks: callbacksOf(options),
      heard: events.heard,
      wire: () => uploadWire(options, files, parts.library),
      result: (_, { statusCode, body }) => ({
        data: body.toString('utf8'),
        statusCode,
        errMsg: 'uploadFile:ok',
      }),
    })
    return parts.library.known({ abort, ...events.methods })
  }
}

function uploadWire(
  options: UploadFileOptions,
  files: Files,
  library: BaseLibrary,
): WireRequest {
  const { filePath: path, name, formData } = options
  const url = parsedUrl(options.url)
  const bytes = files.control.read(path)
  if (bytes === undefined) throw new FailureError(failures.fileNotFound())
  const file = { name, path, bytes }
  const form = multipart(formData ?? {}, file, `allium-${randomUUID()}`)
  return {
    method: 'POST',
    url,
    // The host's own, whatever the caller wrote: only the host knows the boundary.
    header: { ...givenHeader(options.header), 'content-type': form.contentType },
    body: form.body,
    timeoutMs: timeoutMs(options.timeout, library),
    follow: true,
    chunked: false,
    binary: false,
    json: false,
    watch: 'sent',
  }
}
