import { aBoolean, checkOptions } from '@allium/core'
import { describeRequest } from './describe-request'
import { hostFor } from './find-host'
import type { RequestHost } from './host'
import { streamExchange } from './stream-exchange'
import type { WxStreams } from './transport-options'

/** How streams come. */
export interface WxStreamsOptions {
  /**
   * Where the host gives no chunks (Alipay, old base libraries): `true` streams the answer
   * in one piece at its end, `false` refuses the stream. @default false
   */
  readonly whole?: boolean | undefined
}

/**
 * What a stream is asked for with. The kernel's timeout ends with the headers, a host's with
 * the last byte: no chat is over by then. WeChat makes its own limit of it, 60 s.
 */
const asStream = {
  timeout: 2 ** 31 - 1,
  dataType: 'arraybuffer',
  enableChunked: true,
  responseType: 'arraybuffer',
} as const

/**
 * What `wxTransport` streams with: `wx.request`, and its chunks as they come.
 *
 * @example
 * import { wxStreams, wxTransport } from '@allium/transport-wx'
 *
 * const transport = wxTransport({ streams: wxStreams() })
 *
 * @throws TypeError for wrong options.
 */
export function wxStreams(streams: WxStreamsOptions = {}): WxStreams {
  checkOptions('wxStreams', streams, { whole: aBoolean })
  const { whole = false } = streams
  return {
    openStream(request, wire, options) {
      const host = hostFor<RequestHost>(request, options.host, 'request')
      const told = describeRequest(request, options, asStream)
      const { parseJson } = options
      return streamExchange(request, wire, { host, told, parseJson, whole })
    },
  }
}
