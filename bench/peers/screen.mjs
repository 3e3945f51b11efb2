/** A loading that is shown with the first request and hidden with the last. */
export function countedLoading(wx, tally) {
  let pending = 0
  return {
    begin() {
      pending += 1
      if (pending === 1) wx.showLoading({ title: '加载中' })
    },
    end() {
      tally()
      pending -= 1
      if (pending === 0) wx.hideLoading()
    },
  }
}
