// The built site on 127.0.0.1, until the process is told to end.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Listens, and gives the address. A port that is taken gives way to a free one. */
export async function serve(folder, port) {
  const server = createServer(async ({ url = '/' }, response) => {
    const [status, name, content] = await find(folder, url)
    response.writeHead(status, {
      'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
    })
    response.end(content)
  })
  const listen = on =>
    new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(on, '127.0.0.1', resolve)
    })
  await listen(port).catch(error => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error
    console.error(`port ${port} cannot be had; taking a free one`)
    return listen(0)
  })
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function find(folder, url) {
  for (const name of namesOf(url.split(/[?#]/)[0])) {
    const content = await readFile(join(folder, name)).catch(() => undefined)
    if (content !== undefined) return [200, name, content]
  }
  return [404, '404.html', await readFile(join(folder, '404.html'))]
}

/** The files that a path may mean; none for one that leads out of the folder. */
function namesOf(path) {
  try {
    const name = normalize(decodeURIComponent(path))
    if (!name.startsWith('/') || name.includes('\0')) return []
    if (name.endsWith('/')) return [`${name}index.html`]
    return extname(name) === '' ? [`${name}.html`, `${name}/index.html`] : [name]
  } catch {
    return []
  }
}
