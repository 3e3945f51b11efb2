// Allium as it comes: five layers, one of them the user's own, and ten slots.
import { createClient, headers, loading, query } from '@allium/core'
import { auth, createSession } from '@allium/middleware-auth'
import { wxLoading, wxTransport } from '@allium/transport-wx'

export function create({
  wx,
  baseURL,
  credential,
  tally,
  transport = wxTransport({ host: wx }),
}) {
  const session = createSession({
    refresh: async ({ credential, send }) => {
      const { refreshToken } = credential
      const data = { refreshToken }
      return (await send({ method: 'POST', url: '/refresh', data })).data
    },
    maxHeld: 1_000_000,
  })
  session.signIn(credential)
  const api = createClient({ baseURL, transport })
    .use(loading(wxLoading({ host: wx })))
    .use(async function tallied(_ctx, next) {
      await next()
      tally()
    })
    .use(auth({ session }))
    .use(headers({ 'x-app': 'shop' }))
    .use(query())
  const dataOf = ({ data }) => data
  return {
    get: (url, query, headers) => api.get(url, { query, headers }).then(dataOf),
    post: (url, data, headers) => api.post(url, data, { headers }).then(dataOf),
  }
}
