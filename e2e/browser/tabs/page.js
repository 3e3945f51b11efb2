// A web app with a session, as the README of `@allium/transport-fetch` sets it up.
import { createClient } from '@allium/core'
import {
  auth,
  codeOtherThan,
  createSession,
  fromBody,
  fromCookie,
  refreshByCookie,
  refreshByToken,
} from '@allium/middleware-auth'
import {
  fetchTransport,
  webLock,
  webMemory,
  webResume,
  webStorage,
} from '@allium/transport-fetch'

const tokens = fromBody({ accessToken: 'accessToken', refreshToken: 'refreshToken' })
const fromJar = fromCookie('access_token', { jar: () => document.cookie })
const isRejected = codeOtherThan(200, '200')

const forms = {
  a: {
    refresh: refreshByToken({ url: '/refresh-token', read: tokens }),
    credential: answer => answer.data,
  },
  b: {
    refresh: refreshByCookie({
      url: '/v1/user/token/refresh',
      read: answer => (Object(answer.data).code === 200 ? fromJar(answer) : undefined),
      isRejected,
    }),
    credential: fromJar,
  },
}

/** Makes the app; gives the page what Node does with it. */
window.openTab = ({ form, baseURL, inMemory = false, hasLocks = true }) => {
  if (!hasLocks) Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })
  const { refresh, credential } = forms[form]
  const session = createSession({
    ...refresh,
    storage: inMemory ? webMemory('session') : webStorage('session'),
    lock: webLock('session'),
    onResume: webResume(),
  })
  const transport = fetchTransport({ credentials: 'include' })
  const api = createClient({ baseURL, transport }).use(auth({ session }))
  const logouts = []
  session.on('logout', ({ reason }) => logouts.push(reason))
  window.tab = {
    logouts,
    async signIn(user) {
      const options = { auth: false }
      const answer = await api.post('/login', { user, password: 'secret' }, options)
      await session.signIn(credential(answer))
    },
    signOut: () => session.signOut(),
    token: () => session.credential()?.accessToken,
    kept: () => Object.keys(localStorage),
    /** What became of so many requests at once; a browser sends equal ones one by one. */
    storm: count =>
      Promise.all(
        Array.from({ length: count }, () =>
          api.get(`/items?n=${Math.random()}`).then(
            ({ status }) => status,
            error => error.code,
          ),
        ),
      ),
  }
}
