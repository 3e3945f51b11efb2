// A `wx` in this process, the same for all peers: it answers one microtask after it was
// asked, parses JSON as WeChat does, and shows nothing.

/** @param answerTo what the server says: `{ status, body }`, or a promise of it. */
export function fakeWx(answerTo) {
  const wx = {
    answerTo,
    /** Told of each call; the wire check and the cold start listen here. */
    onAsked: () => {},
    request(asked) {
      wx.onAsked(asked)
      Promise.resolve(wx.answerTo(asked)).then(({ status, body }) => {
        const answer = {
          statusCode: status,
          header: { 'Content-Type': 'application/json' },
          cookies: [],
          data: (asked.dataType ?? 'json') === 'json' ? JSON.parse(body) : body,
          errMsg: 'request:ok',
        }
        asked.success?.(answer)
        asked.complete?.(answer)
      })
      return { abort() {} }
    },
    uploadFile() {},
    downloadFile() {},
    showLoading() {},
    hideLoading() {},
    showToast() {},
  }
  return wx
}
