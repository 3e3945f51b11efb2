import { once } from 'node:events'
import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'

/**
 * A registry that knows no package, and keeps what is published to it, for as long as it
 * is open.
 *
 * @returns `published`: what npm sent, by name
 */
export async function openRegistry() {
  const published = new Map()
  const server = createServer(async (request, response) => {
    const name = decodeURIComponent(request.url.slice(1))
    const isNew = request.method === 'PUT' && !published.has(name)
    if (isNew) published.set(name, await json(request))
    response.statusCode = isNew ? 201 : 404
    response.end('{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = `127.0.0.1:${server.address().port}`
  return {
    published,
    url: `http://${host}/`,
    /** What npm must know to publish there; the token says nothing to anybody. */
    npmrc: `registry=http://${host}/\n//${host}/:_authToken=dry-run\n`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
