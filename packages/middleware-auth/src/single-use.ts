import { aFunction, checkOptions } from '@allium/core'
import type { CredentialReader } from './types'

/**
 * For tokens that can be used only once, where every answer brings the next: signed
 * requests go one after the other, and each takes the token of the one before. To be
 * spread into `createSession`.
 *
 * @example
 * import { createSession, fromHeader, loginByCode, singleUse } from '@allium/middleware-auth'
 * import { wxLogin } from '@allium/transport-wx'
 *
 * const read = fromHeader('B-T')
 * const session = createSession({
 *   ...loginByCode({ url: '/login', code: wxLogin(), read }),
 *   ...singleUse(read),
 * })
 *
 * @throws TypeError where it is given no reader.
 */
export function singleUse(takeFrom: CredentialReader): {
  readonly takeFrom: CredentialReader
  readonly atOnce: number
} {
  checkOptions('singleUse', { takeFrom }, { takeFrom: aFunction }, ['takeFrom'])
  return { takeFrom, atOnce: 1 }
}
