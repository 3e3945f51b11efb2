import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readCommand } from '../src/command'
import { programme } from '../src/programme'

const test = suite('command')

const played = (...args: string[]) => {
  const command = readCommand(args, programme)
  return command.kind === 'play' ? command.shows.map(({ name }) => name) : command.text
}

test('plays P0 where nothing is asked for', () => {
  assert.equal(played(), ['P0'])
})

test('plays what is named, in any letter case and in its own order, once', () => {
  assert.equal(played('P1'), ['P1'])
  assert.equal(played('p3', 'P2', 'p2'), ['P2', 'P3'])
  assert.equal(played('P4b'), ['P4b'])
})

test('plays both forms of P4, and all', () => {
  assert.equal(played('P4'), ['P4a', 'P4a', 'P4b'])
  assert.equal(played('all'), ['P0', 'P1', 'P2', 'P3', 'P4a', 'P4a', 'P4b'])
})

test('says what there is where a name is wrong', () => {
  const there = 'There are P0, P1, P2, P3, P4a, P4b, P4, all.'
  for (const wrong of ['P5', 'P', 'P0a', '', '-v', 'P[']) {
    const text = `There is no "${wrong}" to show. ${there}`
    assert.equal(readCommand(['P0', wrong], programme), { kind: 'wrong', text })
  }
})

test('helps, whatever else is asked for', () => {
  for (const args of [['--help'], ['-h'], ['P9', '--help']]) {
    const command = readCommand(args, programme)
    assert.is(command.kind, 'help')
    const text = command.kind === 'help' ? command.text : ''
    for (const { name, about } of programme) assert.ok(text.includes(`${name} `), about)
    for (const line of text.split('\n')) assert.ok(line.length <= 80, line)
  }
})

test.run()
