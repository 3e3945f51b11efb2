import type { NodeWx } from '@allium/testing'
import type { HostRequest, RequestHost } from '../../src/index'

/**
 * `dd.httpRequest` of DingTalk, which is of the kind of Alipay’s old one: it goes by
 * `headers`, knows GET and POST, gives text, no bytes and no task; an answer outside 2xx
 * comes through `fail` with error 19. It appends `&` to a URL that has a query.
 */
export function asDd(wx: NodeWx): RequestHost {
  return { request: options => httpRequest(wx, options) }
}

function httpRequest(wx: NodeWx, options: HostRequest): undefined {
  const { url, method, headers, data, timeout, dataType } = options
  const end = (tell: (given: object) => void, given: object) => {
    tell(given)
    options.complete(given)
    return undefined
  }
  const isKnown = ['GET', 'POST'].includes(method) && dataType === 'text'
  if (!isKnown) return end(options.fail, { error: 2, errorMessage: '参数错误' })
  wx.request({
    ...{ method, data, timeout, dataType, header: headers },
    url: url.includes('?') ? `${url}&` : url,
    success({ data, statusCode: status, header }) {
      const answer = { data, status, headers: header }
      if (status >= 200 && status < 300) return end(options.success, answer)
      end(options.fail, { error: 19, errorMessage: 'HTTP错误', ...answer })
    },
    fail({ errMsg }) {
      const isLate = /fail timeout$/.test(errMsg)
      const [error, errorMessage] = isLate ? [13, '超时'] : [12, '网络出错']
      end(options.fail, { error, errorMessage })
    },
  })
  return undefined
}
