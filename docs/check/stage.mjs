// A phone, and the server that it believes to be https://api.example.com.
import { createNodeWx } from '@allium/testing'
import { openShop, sign } from './shop.mjs'

const OUTSIDE = 'https://api.example.com'

/** Puts the globals of a mini program in place, and what the blocks declare. */
export async function openStage() {
  const shop = await openShop()
  const phone = createNodeWx()
  const filePath = `${phone.wx.env.USER_DATA_PATH}/photo.png`
  phone.files.write(filePath, new Uint8Array(50_000).fill(7))
  const rerouted = name => options =>
    phone.wx[name]({ ...options, url: options.url.replace(OUTSIDE, shop.url) })
  const wx = Object.assign(Object.create(phone.wx), {
    request: rerouted('request'),
    uploadFile: rerouted('uploadFile'),
    downloadFile: rerouted('downloadFile'),
  })
  const globals = {
    ...phone.globals,
    wx,
    uni: wx,
    filePath,
    hmac: sign,
    expireToken: shop.expire,
    breakRefresh: shop.breakRefresh,
    toasts: () => toastsOf(phone.screen.timeline),
  }
  Object.assign(globalThis, globals)
  return {
    async close() {
      phone.dispose()
      await shop.close()
      for (const name of Object.keys(globals)) delete globalThis[name]
    },
  }
}

function toastsOf(timeline) {
  return timeline.filter(({ event }) => event === 'showToast').map(({ title }) => title)
}
