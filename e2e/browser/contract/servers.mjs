/** The servers that the page's checks make: what reaches them is told, what is done to them is done here. */
export function contractServers(tell) {
  const open = new Map()
  let requests = 0

  /** Takes the requests to `/s<number>/…`; says whether it was one. */
  const handle = async (request, response) => {
    const [whole, number] = /^\/s(\d+)(?=\/|\?|$)/.exec(request.url) ?? []
    if (whole === undefined) return false
    requests += 1
    const [id, server] = [requests, Number(number)]
    open.set(id, { server, response })
    tell({ server, event: 'arrived' })
    response.on('close', () => {
      open.delete(id)
      if (!response.writableFinished) tell({ server, event: 'left' })
    })
    const body = await bodyOf(request)
    if (body === undefined) return true
    const { method, headers } = request
    const seen = { method, target: request.url.slice(whole.length), headers, body }
    tell({ server, event: 'seen', request: id, seen })
    return true
  }

  const act = ({ server, request, method, args }) => {
    if (method !== 'close') return onResponse(open.get(request)?.response, method, args)
    for (const one of open.values()) if (one.server === server) one.response.destroy()
    return undefined
  }

  return { handle, act }
}

/** `undefined` where the page went away before the last byte. */
async function bodyOf(request) {
  const pieces = []
  try {
    for await (const piece of request) pieces.push(piece)
    return Buffer.concat(pieces).toString('base64')
  } catch {
    return undefined
  }
}

/** Nothing, where the connection is over. */
function onResponse(response, method, args) {
  if (response === undefined || response.destroyed) return undefined
  const [first, second] = args.map(unpacked)
  if (method === 'write') return new Promise(done => response.write(first, () => done()))
  if (method === 'status') response.statusCode = first
  else if (method === 'writeHead' && second === undefined) response.writeHead(first)
  else response[method](...args.map(unpacked))
  return undefined
}

function unpacked(value) {
  return value?.base64 === undefined ? value : Buffer.from(value.base64, 'base64')
}
