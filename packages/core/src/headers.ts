import { refuseContext } from './check-options'
import { keep } from './context'
import { draftOf } from './draft'
import { invalidUse } from './errors'
import { headerFields } from './header-fields'
import type { Context, Layer } from './layer'
import { passing } from './onion'
import { aRecord } from './option-rules'
import type { HeaderInput, Headers, Request } from './types'

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
  refuseContext('headers', source)
  if (typeof source === 'function') {
    // A method keeps its name, whatever a bundler makes of it.
    const named: { headers: Layer } = {
      async headers(ctx, next) {
        const { request } = ctx
        // Nothing is fine, whatever JavaScript makes of it: `token && { … }`.
        const made = (await source(ctx)) || {}
        if (!aRecord[0](made))
          throw invalidUse(request, '`headers` must be a plain object')
        addDefaults(ctx, request, headerFields(made))
        return next()
      },
    }
    return named.headers
  }
  const defaults = headerFields(source)
  const named: { headers: Layer } = {
    headers(ctx, next) {
      addDefaults(ctx, ctx.request, defaults)
      return next()
    },
  }
  return passing(named.headers)
}

function addDefaults(ctx: Context, request: Request, defaults: Headers): void {
  const { headers, withheld } = request
  // Not by two spreads, which engines are slow at.
  const all: Record<string, string> = Object.assign({}, defaults)
  if (withheld) for (const name of withheld) delete all[name]
  Object.assign(all, headers)
  const draft = draftOf(request)
  draft.headers = Object.freeze(all)
  keep(ctx, draft)
}
