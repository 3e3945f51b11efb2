import { spawnSync } from 'node:child_process'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const test = suite('the demo')

test('plays three acts, finds every count right, and ends by itself', () => {
  const demo = ['--import', 'tsx', 'src/main.ts']
  const run = spawnSync(process.execPath, demo, { encoding: 'utf8', timeout: 30_000 })
  assert.is(run.stderr, '')
  assert.is(run.status, 0)
  const marks = run.stdout.match(/^ {2}[✓✗] .*$/gm)
  assert.equal(marks, [
    '  ✓ answers 401: 20',
    '  ✓ refreshes on the wire: 1',
    '  ✓ answers to the callers: 20',
    '  ✓ `refresh` announced: 1',
    '  ✓ loading shown: 1',
    '  ✓ loading hidden: 1',
    '  ✓ loading left on the screen: 0',
    '  ✓ refreshes on the wire: 1',
    '  ✓ promises settled: 20',
    '  ✓ answers to the callers: 0',
    '  ✓ `logout` announced: 1',
    '  ✓ credentials left: 0',
    '  ✓ refreshes on the wire while offline: 0',
    '  ✓ callers told to try again: 1',
    '  ✓ `refresh:error` announced: 1',
    '  ✓ sessions kept: 1',
    '  ✓ `logout` announced: 0',
    '  ✓ answers once the network is back: 1',
  ])
  assert.match(run.stdout, /All counts are right\.\n$/)
})

test('prints no control sign where there is no terminal, and no token anywhere', () => {
  const demo = ['--import', 'tsx', 'src/main.ts']
  const { stdout } = spawnSync(process.execPath, demo, {
    encoding: 'utf8',
    timeout: 30_000,
  })
  assert.not.match(stdout, new RegExp(String.fromCharCode(27)))
  assert.not.match(stdout, /\b[ar]\.[\w-]{43}/)
})

test.run()
