import { request as send } from 'node:http'

/** Hands a request on to another server, and its answer back. */
export function handOn(origin, request, response, path = request.url) {
  const { method, headers } = request
  const onward = send(`${origin}${path}`, { method, headers }, answer => {
    response.writeHead(answer.statusCode, answer.rawHeaders)
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  response.on('close', () => onward.destroy())
  request.pipe(onward)
}
