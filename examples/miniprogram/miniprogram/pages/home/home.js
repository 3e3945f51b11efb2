import { api, loginPage, session } from '../../api'

async function fetchMe() {
  /** @type {import('@allium/core').Response<{ data: { user: string } }>} */
  const { data } = await api.get('/me')
  return data.data
}

/** @param {string} kind */
async function fetchItems(kind) {
  /** @type {import('@allium/core').Response<{ data: Array<[name: string, value: string]> }>} */
  const { data } = await api.get('/items', { query: { kind, page: 1 } })
  return data.data
}

Page({
  data: {
    user: '',
    /** @type {string[]} */
    items: [],
    receipt: '',
  },

  onShow() {
    // Also for who comes back from the login page without having signed in.
    if (session.credential() === undefined) return loginPage.open()
    return this.load()
  },

  async onPullDownRefresh() {
    await this.load()
    wx.stopPullDownRefresh()
  },

  /** Everything at once: where the token has expired, one refresh serves all. */
  async load() {
    try {
      const [me, fruits, tea] = await Promise.all([
        fetchMe(),
        fetchItems('水果'),
        fetchItems('茶'),
      ])
      const items = [...fruits, ...tea].map(([name, value]) => `${name}：${value}`)
      this.setData({ user: me.user, items })
    } catch {
      // The toast has told the user; the page stays as it was.
    }
  },

  /** @param {{ detail: { value: Record<string, string> } }} event */
  async submit({ detail }) {
    try {
      /** @type {import('@allium/core').Response<{ data: { received: { note: string } } }>} */
      const { data } = await api.post('/orders', detail.value)
      this.setData({ receipt: data.data.received.note })
    } catch {
      // What was typed is still in the form.
    }
  },

  async leave() {
    await session.signOut()
    wx.reLaunch({ url: '/pages/login/login' })
  },
})
