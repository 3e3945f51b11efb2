import type { NodeWx } from '@allium/testing'
import type { RequestHost } from '../../src/index'
import { wxShaped } from './wx-shaped'

/**
 * `qq`, as its documentation and its own example have it: WeChat’s shape of years ago. No
 * timeout of a request’s own, no chunks, no `cookies`, no number in a failure, no place for a
 * download; what is said of its tasks is that they can be aborted.
 */
export function asQq(wx: NodeWx): RequestHost {
  const tasks = ['abort']
  return wxShaped(wx, {
    options: {
      request: ['method', 'data', 'dataType', 'responseType'],
      uploadFile: ['filePath', 'name', 'formData'],
      downloadFile: [],
    },
    answers: {
      request: ['data', 'statusCode', 'header', 'errMsg'],
      uploadFile: ['data', 'statusCode', 'errMsg'],
      downloadFile: ['tempFilePath', 'statusCode', 'errMsg'],
    },
    tasks: { request: tasks, uploadFile: tasks, downloadFile: tasks },
    failure: errMsg => ({ errMsg }),
  })
}
