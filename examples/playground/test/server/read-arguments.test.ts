import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readArguments } from '../../src/server/read-arguments'

const test = suite('read arguments')

test('takes a port, and whether the page follows what is edited', () => {
  assert.equal(readArguments([]), { port: undefined, follows: true })
  assert.equal(readArguments(['8000']), { port: 8_000, follows: true })
  assert.equal(readArguments(['--frozen', '65535']), { port: 65_535, follows: false })
})

const wrong = [
  ['99999'],
  ['65536'],
  ['0'],
  ['-1'],
  ['abc'],
  ['80.5'],
  ['1', '2'],
  ['--x'],
]

test('says what is wrong with anything else', () => {
  for (const args of wrong) {
    const words = `it takes a port from 1 to 65535, and not \`${args.join(' ')}\``
    assert.throws(
      () => readArguments(args),
      (error: Error) => error instanceof TypeError && error.message === words,
    )
  }
})

test('a wrong argument is one line, and exit code 2', () => {
  const cwd = fileURLToPath(new URL('../..', import.meta.url))
  const args = ['--import', 'tsx', 'src/server/main.ts', '99999']
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' })
  assert.is(status, 2)
  assert.match(stderr, /^npm run playground: it takes a port .*`99999`\n$/)
})

test.run()
