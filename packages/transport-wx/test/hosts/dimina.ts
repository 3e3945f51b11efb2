import type { NodeWx } from '@allium/testing'
import type { RequestHost } from '../../src/index'

/** Dimina’s web container: it returns nothing, so that nobody can stop a request. */
export function asDimina(wx: NodeWx): RequestHost {
  return {
    request({ enableChunked: _, ...options }) {
      wx.request(options)
    },
  }
}
