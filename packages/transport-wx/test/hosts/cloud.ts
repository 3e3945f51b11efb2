import type { NodeWx, RequestResult } from '@allium/testing'
import type { CloudHost, HostContainerCall } from '../../src/index'

/** How an answer comes: by the callbacks, or by a promise alone. */
export type Style = 'callbacks' | 'promise'

/** Where a container is, and what was asked of it. */
export interface NodeCloud {
  readonly cloud: CloudHost
  /** The options of each call. */
  readonly calls: HostContainerCall[]
}

/**
 * `wx.cloud` before real sockets: the container is what answers at `origin`. As WeChat's
 * types and documentation have it, there is no task, so that nobody can stop a call; a
 * service must be named in a header of just this spelling.
 */
export function nodeCloud(wx: NodeWx, origin: string, style: Style): NodeCloud {
  const calls: HostContainerCall[] = []
  const callContainer: CloudHost['callContainer'] = options => {
    calls.push(options)
    const { success, fail, complete } = options
    const answered = answer(wx, origin, options)
    if (style === 'promise') return answered
    answered.then(success, fail).then(complete)
    return undefined
  }
  return { cloud: { callContainer }, calls }
}

function answer(
  wx: NodeWx,
  origin: string,
  { path, config, success: _, fail: __, complete: ___, ...told }: HostContainerCall,
): Promise<RequestResult & { callID: string }> {
  return new Promise((resolve, reject) => {
    const refused = refusal(path, config, told.header)
    if (refused !== undefined) return reject(refused)
    return wx.request({
      ...told,
      url: origin + path,
      success: result =>
        resolve({ ...result, errMsg: 'cloud.callContainer:ok', callID: 'call-1' }),
      fail: ({ errMsg }) =>
        reject(failure(errMsg.includes('timeout') ? 102002 : -1, errMsg)),
    })
  })
}

function refusal(
  path: string,
  config: HostContainerCall['config'],
  header: Record<string, string>,
): Error | undefined {
  const isKnown = config?.env === 'prod-01' && header['X-WX-SERVICE'] === 'shop'
  if (!isKnown) return failure(-501000, 'Authorization mismatch uin')
  return path.startsWith('/')
    ? undefined
    : failure(-501000, 'Path access permission error')
}

function failure(errCode: number, words: string): Error {
  const errMsg = `cloud.callContainer:fail errCode: ${errCode}; ${words}`
  return Object.assign(new Error(errMsg), { errCode, errMsg })
}
