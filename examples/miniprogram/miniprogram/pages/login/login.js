import { serverMessage } from '@allium/core'
import { api, session } from '../../api'

Page({
  data: { fault: '' },

  /** @param {{ detail: { value: Record<string, string> } }} event */
  async submit({ detail }) {
    try {
      // No token goes along, and a 401 means a wrong password: the page says so itself.
      const options = { auth: false, toast: false }
      /** @type {import('@allium/core').Response<{ data: import('@allium/middleware-auth').Credential }>} */
      const { data } = await api.post('/Login', detail.value, options)
      await session.signIn(data.data)
      wx.reLaunch({ url: '/pages/home/home' })
    } catch (error) {
      this.setData({ fault: serverMessage(error) ?? '登录失败，请稍后重试。' })
    }
  },
})
