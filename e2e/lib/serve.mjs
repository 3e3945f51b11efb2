import { createServer } from 'node:http'

/** Serves on a free port of 127.0.0.1, until it is closed. */
export async function serve(handle) {
  const server = createServer(handle)
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () =>
      new Promise(resolve => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  }
}

/** A page that is nothing but a script, for `serve`; says whether it was asked for. */
export function servePage(script) {
  return ({ url }, response) => {
    const [type, content] =
      url === '/'
        ? ['text/html', HTML]
        : url === '/page.js'
          ? ['text/javascript', script]
          : []
    if (content === undefined) return false
    response.setHeader('content-type', `${type}; charset=utf-8`)
    response.end(content)
    return true
  }
}

const HTML =
  '<!doctype html><title>-</title><script type="module" src="/page.js"></script>'
