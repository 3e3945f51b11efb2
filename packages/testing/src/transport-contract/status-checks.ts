import type { Checks } from './bench'
import { equal, holds, show } from './expect'
import type { Ending } from './flight'
import { brand } from './typed-error'

const statuses: readonly number[] = Array.from({ length: 400 }, (_, index) => 200 + index)

/** Some of them that mean that something is wrong. */
const outside = [400, 401, 403, 404, 409, 429, 500, 502, 503]

/** Fewer than hosts let through at a time. */
const AT_ONCE = 5

/** These have no body. */
const bare = new Set([204, 205, 304])

/** A status is an answer, whichever; of those that the host hides, no answer is expected. */
export function statusChecks(hidden: readonly number[] = []): Checks {
  const but =
    hidden.length > 0 ? `, but for ${hidden.join(', ')}, which the host hides` : ''
  return {
    async [`T01 every status from 200 to 599 is an answer${but}`]({ serve, start }) {
      const { url } = await serve((response, { target }) => {
        response.statusCode = Number(target.slice(1))
        response.end(bare.has(response.statusCode) ? undefined : '{}')
      })
      const wrong: string[] = []
      for (let at = 0; at < statuses.length; at += AT_ONCE) {
        const ask = async (status: number) => {
          const found = seenIn(await start({ url: `${url}/${status}` }).ending())
          const expected = hidden.includes(status) ? 'network' : status
          if (found !== expected) wrong.push(`${status}: ${show(found)}`)
        }
        await Promise.all(statuses.slice(at, at + AT_ONCE).map(ask))
      }
      const shown = wrong.slice(0, 5)
      holds(wrong.length === 0, 'the answers', 'each with the status sent', shown)
    },

    async 'T01 an answer outside 2xx has its data like any other'({ serve, answer }) {
      const { url } = await serve((response, { target }) => {
        response.statusCode = Number(target.slice(1))
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify({ code: response.statusCode, message: '失败 😀' }))
      })
      for (const code of outside.filter(each => !hidden.includes(each))) {
        const { status, data } = await answer({ url: `${url}/${code}` })
        const expected = { status: code, data: { code, message: '失败 😀' } }
        equal({ status, data }, expected, `the answer with ${code}`)
      }
    },
  }
}

/** The status of an answer, the code of an error of the family. */
function seenIn(ending: Ending): unknown {
  if ('response' in ending) return ending.response?.status
  const { error } = ending
  return brand in Object(error) ? Object(error).code : error
}

/** Of a transport that follows no redirect. */
export const redirectChecks: Checks = {
  async 'T01 a redirect is an answer, and is not followed'({ serve, answer }) {
    const { url, seen } = await serve((response, { target }) => {
      if (target !== '/from') return response.end()
      response.writeHead(302, { location: '/to' })
      return response.end()
    })
    const { status, headers } = await answer({ url: `${url}/from` })
    equal([status, headers.location], [302, '/to'], 'the status and the location')
    const targets = seen.map(({ target }) => target)
    equal(targets, ['/from'], 'what the server was asked for')
  },
}
