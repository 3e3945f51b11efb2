import { createClient, loading } from '@allium/core'
import { type RequestHost, wxLoading, wxStorage, wxTransport } from '@allium/transport-wx'

const seen: string[] = []
const host: RequestHost = {
  request: ({ url, success }) => {
    success({ statusCode: 200, header: {}, data: JSON.stringify({ url }) })
    return { abort() {} }
  },
}
const screen = {
  showLoading: () => seen.push('show'),
  hideLoading: () => seen.push('hide'),
  showToast() {},
}
const fields = new Map<string, unknown>()
const storageHost = {
  getStorageSync: (key: string) => fields.get(key) ?? '',
  setStorageSync: (key: string, value: unknown) => fields.set(key, value),
  removeStorageSync: (key: string) => fields.delete(key),
}

async function run(): Promise<string> {
  const view = wxLoading({ host: screen })
  const api = createClient({ transport: wxTransport({ host }) }).use(loading(view))
  const { data } = await api.get<{ url: string }>('/fruits')
  const storage = wxStorage({ accessToken: 'token' }, { host: storageHost })
  await storage.save({ accessToken: 'a0' })
  return [data.url, fields.get('token'), seen[0]].join(' ')
}

export const done: Promise<string> = run()
export const expected = '/fruits a0 show'
