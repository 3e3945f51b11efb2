import type { RequestHost, ScreenHost, StorageHost } from '@allium/transport-wx'

type Host = RequestHost & ScreenHost & StorageHost

/** The global that uni-app gives; in a test, whatever stands there. */
declare global {
  var uni: Host
}

/**
 * What is used of `uni`, written out: uni-app's build for H5 keeps the functions that are
 * read by name, and leaves `uni` empty where it is passed on as a value.
 */
export function uniHost(): Host {
  return {
    request: uni.request,
    getStorageSync: uni.getStorageSync,
    setStorageSync: uni.setStorageSync,
    removeStorageSync: uni.removeStorageSync,
    showLoading: uni.showLoading,
    hideLoading: uni.hideLoading,
    showToast: uni.showToast,
  }
}
