import type { NodeWx } from '@allium/testing'
import type { RequestHost } from '../../src/index'
import { wxShaped } from './wx-shaped'

const progress = ['abort', 'onProgressUpdate']

/**
 * `tt` of Douyin, as its documentation and its types have it: no chunks, no headers before
 * the answer, no `cookies`; a failure has words after the function's name, and `errNo`. Its
 * words and numbers are those of TikTok’s mini games, which run on the same, and an abort’s
 * are those that an app looks for.
 */
export function asTt(wx: NodeWx): RequestHost {
  const request = ['method', 'data', 'timeout', 'dataType', 'responseType', 'enableCache']
  return wxShaped(wx, {
    options: {
      request,
      uploadFile: ['filePath', 'name', 'formData', 'timeout'],
      downloadFile: ['filePath', 'timeout'],
    },
    answers: {
      request: ['data', 'statusCode', 'header', 'errMsg'],
      uploadFile: ['data', 'statusCode', 'errMsg'],
      downloadFile: ['tempFilePath', 'filePath', 'statusCode', 'errMsg'],
    },
    tasks: { request: ['abort'], uploadFile: progress, downloadFile: progress },
    failure(told) {
      const [, api, words = ''] = /^(\w+:fail)(.*)/.exec(told) ?? []
      const [errNo, fact] = meaning(words)
      return { errNo, errMsg: `${api} ${fact}` }
    },
  })
}

function meaning(words: string): [errNo: number, fact: string] {
  if (words === ' abort') return [21101, 'abort']
  if (words === ' timeout') return [21103, 'Request timeout']
  return [10401, 'Server error']
}
