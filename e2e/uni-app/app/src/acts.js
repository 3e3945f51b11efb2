import { api, session } from './api'

const codeOf = call =>
  call.then(
    ({ status }) => status,
    error => error.code,
  )

/** What the page can do; each gives what is shown of it. */
export const acts = {
  async signIn() {
    const who = { user: 'li', password: 'secret' }
    const { data } = await api.post('/Login', who, { auth: false })
    await session.signIn(data.data)
    return (await api.get('/me')).data.data.user
  },

  async storm() {
    const calls = Array.from({ length: 20 }, (_, n) => codeOf(api.get(`/items?n=${n}`)))
    const seen = new Set(await Promise.all(calls))
    return [...seen]
  },

  async order() {
    const { status, data } = await api.post('/orders', { note: '两箱苹果 😀' })
    return [status, data.data.received.note]
  },

  async search() {
    const { data } = await api.get('/items', { query: { kind: '水果', n: [1, 2] } })
    return data.data
  },

  async failures() {
    const options = { toast: false }
    const slow = api.get('/slow', { query: { ms: 10_000 }, ...options })
    setTimeout(() => slow.abort(), 300)
    return [
      await codeOf(slow),
      await codeOf(api.get('/slow?ms=10000', { timeout: 200, ...options })),
      await codeOf(api.get('http://127.0.0.1:4/', options)),
      await codeOf(api.get('/html', options)),
      await codeOf(api.get('/status/503', options)),
    ]
  },

  async refused() {
    return [await codeOf(api.get('/me')), session.credential() ?? null]
  },
}
