import type { Layer, Response } from '@allium/core'
import { isAuthError, type Session } from '@allium/middleware-auth'

/**
 * For much-asked, harmless reads: where authentication fails, the last good answer of the
 * same session stands in for a minute. Put it outside `envelope` and `auth`; `urls` are
 * what hot URLs end in.
 */
export function hotReads(session: Session, urls: readonly string[]): Layer {
  let kept = new Map<string, { at: number; response: Response }>()
  session.on('logout', () => {
    kept = new Map()
  })
  return async function hotReads(ctx, next) {
    const { url, query, data } = ctx.request
    if (!urls.some(hot => url.endsWith(hot))) return next()
    const [key, mine] = [JSON.stringify([url, query, data]), kept]
    const { at = 0, response } = mine.get(key) ?? {}
    await next().catch(error => {
      if (!isAuthError(error) || mine !== kept || Date.now() > at + 60_000) throw error
      ctx.response = response
    })
    if (session.credential() && ctx.response?.status === 200 && ctx.response !== response)
      mine.set(key, { at: Date.now(), response: ctx.response })
  }
}
