import { get } from 'node:http'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createAgents } from '../../src/node-wx/agents'
import { fixtures, until } from '../helpers'

const test = suite('createAgents')

const { serve, close: closeServers } = fixtures()
test.after.each(closeServers)

test('has one agent per scheme', () => {
  const { agentFor, close } = createAgents()
  const plain = agentFor(new URL('http://a/'))
  assert.is(agentFor(new URL('http://b/')), plain)
  assert.is.not(agentFor(new URL('https://a/')), plain)
  close()
})

test('keeps a connection alive, and closes it when told to', async () => {
  const { agentFor, close } = createAgents()
  const server = await serve(response => response.end())
  const agent = agentFor(new URL(server.url))
  const once = (): Promise<unknown> =>
    new Promise(resolve => {
      get(server.url, { agent }, message => message.resume().on('end', resolve))
    })
  const idle = (): number => Object.values(agent.freeSockets).flat().length
  await once()
  await until(() => idle() === 1)
  await once()
  await until(() => idle() === 1)
  assert.is(server.connections, 1)
  close()
  await until(() => idle() === 0)
})

test.run()
