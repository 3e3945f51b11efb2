import { checkOptions } from '@allium/core'
import { fieldOf } from './body-field'
import type { Classifier } from './types'

/** Which answers say "expired". */
export interface ExpiredOnOptions {
  /** @default [401] */
  readonly statuses?: readonly number[]
  /** Values of the body's code, each type by itself. @default [] */
  readonly codes?: ReadonlyArray<string | number>
  /** Where the body has its code. @default 'code' */
  readonly codeField?: string
}

/**
 * Reads "expired" from the HTTP status and from a code in the body. Values are compared
 * as they are: `'0002'` is not 2, and 408 in a body is not the status 408.
 *
 * @example
 * import { auth, expiredOn } from '@allium/middleware-auth'
 *
 * client.use(auth({ session, classify: expiredOn({ codes: [408, '408'] }) }))
 *
 * @throws TypeError for wrong options.
 */
export function expiredOn(options: ExpiredOnOptions = {}): Classifier {
  checkOptions('expiredOn', options, {
    statuses: [Array.isArray, 'a list of statuses'],
    codes: [Array.isArray, 'a list of codes'],
    codeField: [value => typeof value === 'string', 'the name of a field'],
  })
  const { statuses = [401], codes = [], codeField = 'code' } = options
  return ({ status, data }) => {
    const code = fieldOf(data, codeField) as string | number
    if (statuses.includes(status) || codes.includes(code)) return 'expired'
    return status >= 200 && status < 300 ? 'ok' : 'other'
  }
}
