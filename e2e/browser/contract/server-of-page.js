// The contract's servers as its checks have them, in a page; they stand in Node, below the
// page's own origin, so that nothing has to be asked for beforehand.
import { Buffer } from 'buffer'

export const NOBODY = 'http://127.0.0.1:4'

const servers = new Map()

export async function contractServer(answer) {
  const id = servers.size + 1
  const close = () => window.actOnServer({ server: id, method: 'close' })
  const url = `${location.origin}/s${id}`
  const server = { url, seen: [], arrived: 0, left: 0, answer, close }
  servers.set(id, server)
  return server
}

/** Called by Node with what a server has seen. */
window.hearOfServer = ({ server: id, event, request, seen }) => {
  const server = servers.get(id)
  if (event === 'arrived') server.arrived += 1
  if (event === 'left') server.left += 1
  if (event !== 'seen') return
  const one = { ...seen, body: Buffer.from(seen.body, 'base64') }
  server.answer(responseTo(request), one, server.seen.push(one) - 1)
}

/** As much of Node's response as the checks use. */
function responseTo(request) {
  const act = (method, ...args) =>
    window.actOnServer({ request, method, args: args.map(packed) })
  let status = 200
  return {
    get statusCode() {
      return status
    },
    set statusCode(code) {
      status = code
      act('status', code)
    },
    setHeader: (name, value) => act('setHeader', name, value),
    writeHead(code, headers) {
      act('writeHead', code, headers)
      return this
    },
    write: (data, done) => act('write', data).then(done),
    end: data => act('end', data),
    destroy: () => act('destroy'),
  }
}

function packed(value) {
  const isBytes = ArrayBuffer.isView(value)
  return isBytes ? { base64: Buffer.from(value).toString('base64') } : value
}
