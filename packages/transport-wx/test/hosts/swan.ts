import type { NodeWx } from '@allium/testing'
import type { RequestHost } from '../../src/index'
import { wxShaped } from './wx-shaped'

const progress = ['abort', 'onProgressUpdate']

/**
 * `swan` of Baidu, as its documentation has it: no timeout of a request’s own, no chunks, no
 * headers before the answer, no `cookies`; a failure is a number of its own list, 202 for
 * wrong parameters and 1001 for all else.
 */
export function asSwan(wx: NodeWx): RequestHost {
  return wxShaped(wx, {
    options: {
      request: ['method', 'data', 'dataType', 'responseType'],
      uploadFile: ['filePath', 'name', 'formData'],
      downloadFile: ['filePath'],
    },
    answers: {
      request: ['data', 'statusCode', 'header'],
      uploadFile: ['data', 'statusCode'],
      downloadFile: ['tempFilePath', 'filePath', 'statusCode'],
    },
    tasks: { request: ['abort'], uploadFile: progress, downloadFile: progress },
    failure: told => ({
      errCode: /invalid|not found/.test(told) ? 202 : 1001,
      errMsg: '执行失败',
    }),
  })
}
