import type { NodeWx } from '@allium/testing'
import type { RequestHost } from '../../src/index'

/** The part of what Taro is told that it replaces. */
interface Callbacks {
  success(given: object): void
  fail(given: object): void
}

/**
 * `Taro` on WeChat, as its source has it: it puts callbacks of its own into the options,
 * returns a promise that rejects besides `fail`, and hangs the task's methods on it.
 */
export function asTaro(wx: NodeWx): RequestHost {
  return {
    request: options => promised(options, told => wx.request(told)),
    uploadFile: options => promised(options, told => wx.uploadFile(told)),
    downloadFile: options => promised(options, told => wx.downloadFile(told)),
  }
}

function promised<Options extends Callbacks>(
  options: Options,
  call: (options: Options) => object,
): object {
  const { success, fail } = options
  let task = {}
  const promise = new Promise((resolve, reject) => {
    options.success = given => {
      success(given)
      resolve(given)
    }
    options.fail = given => {
      fail(given)
      reject(given)
    }
    task = call(options)
  })
  return Object.assign(promise, task)
}
