import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readCommand } from '../src/command'
import { send } from './helpers'

const test = suite('command')

function read(...args: string[]): [string, number] {
  const { name, port } = readCommand(args)
  return [name, port]
}

test('starts P0 on port 8080 unless told otherwise', () => {
  assert.equal(read(), ['P0', 8080])
  assert.equal(read('9000'), ['P0', 9000])
  assert.equal(read('P1'), ['P1', 8080])
  assert.equal(read('p4B', '0'), ['P4b', 0])
  assert.equal(read('9000', 'P4'), ['P4a', 9000])
})

test('names what it does not understand, and what there is', () => {
  for (const arg of ['P5', '65536', '-1', '', '80a', 'toString']) {
    assert.throws(
      () => readCommand([arg]),
      (error: Error) =>
        error instanceof TypeError &&
        error.message ===
          `[server] "${arg}" is no backend (P0, P1, P2, P3, P4a, P4b) and no port`,
    )
  }
})

/** How each of them answers a request to a resource that is not signed. */
const STRANGERS: Record<string, [string, unknown]> = {
  P0: ['GET /me', { msg: 'token expired' }],
  P1: ['POST /me', { code: 408, msg: 'token expired' }],
  P2: ['POST /me', { code: '0002', success: false, msg: '会话已过期' }],
  P3: ['GET /me', { code: 401, msg: 'token expired' }],
  P4a: ['GET /api/me', { code: 401, msg: 'token expired' }],
  P4b: ['GET /api/me', { code: 401, msg: 'token expired' }],
}

for (const [name, [line, body]] of Object.entries(STRANGERS)) {
  test(`starts ${name}`, async () => {
    const server = await readCommand([name]).start(0)
    try {
      assert.equal((await send(server, line)).json, body)
    } finally {
      await server.close()
    }
  })
}

test.run()
