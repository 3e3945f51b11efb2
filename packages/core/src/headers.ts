import { headerFields } from './header-fields'
import type { Context, Layer } from './layer'
import { aRecord } from './option-rules'
import type { HeaderInput } from './types'

/** Header fields, or a function that makes them anew for each attempt. */
export type HeadersSource =
  | HeaderInput
  | ((ctx: Context) => HeaderInput | Promise<HeaderInput>)

/**
 * Default header fields. The caller's win; a caller's `null` takes a default away.
 *
 * @example
 * import { headers } from '@allium/core'
 *
 * client.use(headers({ 'X-App': 'shop' }))
 *
 * @throws TypeError where it is given neither an object nor a function.
 */
export function headers(source: HeadersSource): Layer {
  if (typeof source !== 'function' && !aRecord[0](source)) {
    throw new TypeError('[headers] takes a plain object of header fields, or a function')
  }
  return async function headers(ctx, next) {
    const defaults = headerFields(
      typeof source === 'function' ? await source(ctx) : source,
    )
    const { request } = ctx
    const kept: Record<string, string> = { ...defaults, ...request.headers }
    for (const name of request.withheld ?? []) {
      if (request.headers[name] === undefined) delete kept[name]
    }
    ctx.request = { ...request, headers: kept }
    return next()
  }
}
