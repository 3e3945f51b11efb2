// `fetch` on top of `wx.request`, for peers that know nothing else. It leans on Node's own
// Request and Response: on a phone those would have to come along as polyfills.

export function fetchOver(wx) {
  return async (input, init) => {
    const request = input instanceof Request ? input : new Request(input, init)
    const { method, url } = request
    const header = Object.fromEntries(request.headers)
    const data = method === 'GET' ? undefined : await request.text()
    const answer = await new Promise((success, fail) => {
      wx.request({ url, method, header, data, dataType: 'text', success, fail })
    })
    return new Response(answer.data, {
      status: answer.statusCode,
      headers: answer.header,
    })
  }
}
