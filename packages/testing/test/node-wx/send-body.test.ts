import { request as httpRequest } from 'node:http'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { sendBody } from '../../src/node-wx/send-body'
import { fixtures, until } from '../helpers'

const test = suite('sendBody')

const { serve, close } = fixtures()
test.after.each(close)

const posted = (url: string) => {
  const request = httpRequest(url, { method: 'POST' })
  const errors: unknown[] = []
  request.on('error', error => errors.push(error))
  request.on('response', response => response.resume())
  return { request, errors }
}

test('sends all of the body, and tells of each piece', async () => {
  const server = await serve(response => response.end())
  const body = new Uint8Array(150_000).map((_, at) => at % 251)
  const told: string[] = []
  sendBody(posted(server.url).request, body, (bytes, total) =>
    told.push(`${bytes}/${total}`),
  )
  await until(() => server.seen.length === 1)
  assert.equal(told, ['65536/150000', '131072/150000', '150000/150000'])
  assert.ok(server.seen[0]?.body.equals(Buffer.from(body)))
})

test('sends an empty body, of which there is no progress', async () => {
  const server = await serve(response => response.end())
  const told: number[] = []
  sendBody(posted(server.url).request, '', bytes => told.push(bytes))
  await until(() => server.seen.length === 1)
  assert.equal([server.seen[0]?.body.length, told], [0, []])
})

test('stops when the request has failed', async () => {
  const server = await serve(response => response.end())
  const { request, errors } = posted(server.url)
  const told: number[] = []
  sendBody(request, new Uint8Array(1_000_000), bytes => {
    told.push(bytes)
    request.destroy(new Error('enough'))
  })
  await until(() => errors.length === 1)
  await new Promise(resolve => setTimeout(resolve, 20))
  assert.equal([told, server.seen.length], [[65_536], 0])
})

test.run()
