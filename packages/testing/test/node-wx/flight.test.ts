import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { manualClock } from '../../src/index'
import { createAgents } from '../../src/node-wx/agents'
import { baseLibrary } from '../../src/node-wx/base-library'
import { failures } from '../../src/node-wx/failures'
import { type EndFlight, launch } from '../../src/node-wx/flight'
import type { NodeWxRequestOptions } from '../../src/node-wx/request-types'
import { wireRequest } from '../../src/node-wx/wire-request'
import { type Answering, serve, type TestServer, until } from '../helpers'

interface Context {
  server: TestServer
  agents: ReturnType<typeof createAgents>
  answer: Answering
}

const test = suite<Context>('launch')

test.before.each(async context => {
  context.agents = createAgents()
  context.answer = response => response.end('"ok"')
  context.server = await serve((response, seen) => context.answer(response, seen))
})

test.after.each(async ({ agents, server }) => {
  agents.close()
  await server.close()
})

function launched(context: Context, options: Partial<NodeWxRequestOptions> = {}) {
  const log: string[] = []
  const clock = manualClock()
  const wire = wireRequest({ url: context.server.url, ...options }, baseLibrary('3.16.2'))
  const end: EndFlight = launch(wire, context.agents, clock, {
    onHeaders: ({ statusCode }) => log.push(`headers ${statusCode}`),
    onChunk: chunk => log.push(`chunk ${chunk}`),
    onEnd: ({ ok, value }) => log.push(ok ? `end ${value.body}` : value.errMsg),
  })
  return { log, clock, end }
}

test('lands with the answer, and leaves no timer', async context => {
  const { log, clock } = launched(context)
  assert.is(clock.pending, 1)
  await until(() => log.length === 2)
  assert.equal(log, ['headers 200', 'end "ok"'])
  assert.is(clock.pending, 0)
})

test('tells the pieces of a chunked answer', async context => {
  const { log } = launched(context, { enableChunked: true })
  await until(() => log.length === 3)
  assert.equal(log, ['headers 200', 'chunk "ok"', 'end '])
})

test('ends by its timeout, not earlier', async context => {
  context.answer = () => {}
  const { log, clock } = launched(context, { timeout: 300 })
  await until(() => context.server.seen.length === 1)
  await clock.advance(299)
  assert.equal(log, [])
  await clock.advance(1)
  assert.equal(log, ['request:fail timeout'])
})

test('counts the body into its timeout', async context => {
  context.answer = response => response.write('part')
  const { log, clock } = launched(context, { timeout: 300 })
  await until(() => log.length === 1)
  await clock.advance(300)
  assert.equal(log, ['headers 200', 'request:fail timeout'])
})

test('ends once, synchronously, and closes its connection', async context => {
  let closed = false
  context.answer = response => {
    response.on('close', () => {
      closed = true
    })
  }
  const { log, clock, end } = launched(context)
  await until(() => context.server.seen.length === 1)
  end(failures.aborted())
  assert.equal(log, ['request:fail abort'])
  assert.is(clock.pending, 0)
  end(failures.interrupted())
  await until(() => closed)
  assert.equal(log, ['request:fail abort'])
})

test('tells nothing of an answer that comes after its end', async context => {
  context.answer = response => response.write('one')
  const { log, end } = launched(context, { enableChunked: true })
  await until(() => log.length === 2)
  end(failures.aborted())
  await clockless()
  assert.equal(log, ['headers 200', 'chunk one', 'request:fail abort'])
})

test('ends with the failure of the network', async context => {
  context.answer = response => response.socket?.end()
  const { log, clock } = launched(context)
  await until(() => log.length === 1)
  assert.match(log[0] ?? '', /^request:fail errcode:-324 .*net::ERR_EMPTY_RESPONSE$/)
  assert.is(clock.pending, 0)
})

const clockless = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 20))

test.run()
