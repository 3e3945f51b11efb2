import { headerFields } from './header-fields'
import type { Context, HeaderInput, Layer } from './types'

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
  if (typeof source !== 'function' && (typeof source !== 'object' || source === null)) {
    throw new TypeError('[headers] takes an object of header fields, or a function')
  }
  return async function headers(ctx, next) {
    const defaults = typeof source === 'function' ? await source(ctx) : source
    const { request, options } = ctx
    ctx.request = {
      ...request,
      headers: headerFields(defaults, refused(options.headers), request.headers),
    }
    return next()
  }
}

/** What the caller does not want to be sent. */
function refused(headers: HeaderInput = {}): HeaderInput {
  const fields: Record<string, null> = {}
  for (const name in headers) if (headers[name] === null) fields[name] = null
  return fields
}
