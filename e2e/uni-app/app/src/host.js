/**
 * `uni`, written out: built for H5 it has no more than the functions that are read from it
 * by name, and as a value it is empty.
 */
export const host = {
  request: uni.request,
  getStorageSync: uni.getStorageSync,
  setStorageSync: uni.setStorageSync,
  removeStorageSync: uni.removeStorageSync,
  showLoading: uni.showLoading,
  hideLoading: uni.hideLoading,
  showToast: uni.showToast,
}
