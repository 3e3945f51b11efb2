import { api, session } from '../../api'

Page({
  data: {
    user: '',
    /** @type {string[]} */
    items: [],
    receipt: '',
  },

  onShow() {
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
        this.ask('/me'),
        this.ask('/items', { kind: '水果', page: 1 }),
        this.ask('/items', { kind: '茶', page: 1 }),
      ])
      const items = [...fruits, ...tea].map(([name, value]) => `${name}：${value}`)
      this.setData({ user: me.user, items })
    } catch {
      // The toast has told the user; the page stays as it was.
    }
  },

  /**
   * @param {string} url
   * @param {Record<string, unknown>} [query]
   */
  async ask(url, query) {
    /** @type {import('@allium/core').Response<{ data: any }>} */
    const { data } = await api.get(url, query === undefined ? {} : { query })
    return data.data
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
