import { plain, type Row } from '@allium/inspector'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Act } from '../src/act'
import { atMost, exactly } from '../src/check'
import { playAll } from '../src/play'
import type { Show } from '../src/show'

const test = suite('play')

const row: Row = {
  ...{ key: '1:1', kind: 'request', client: '1', id: 1, method: 'GET', path: '/' },
  ...{ startedAt: 0, endedAt: 9, state: 'answered', status: 200 },
  spans: [{ kind: 'sent', from: 0, to: 9, attempt: 1, end: 'answered' }],
  ...{ layers: [], attempts: 1, replays: 0, retries: 0 },
}

const act = (checks: Act['checks']): Act => ({
  title: 'Something happens',
  story: 'It is told in a line.',
  rows: [row],
  checks,
})

const show = (...acts: Act[]): Show => ({
  name: 'P7',
  about: 'what it is about',
  async play(tell) {
    for (const [index, each] of acts.entries()) tell(each, index + 1)
  },
})

async function printed(...shows: Show[]) {
  const lines: string[] = []
  const print = (text: string) => lines.push(...text.split('\n'))
  const wrong = await playAll(shows, { print, paint: plain, width: 10 })
  return { wrong, lines }
}

test('prints each act with its title, story, timeline and counts', async () => {
  const right = act([exactly('answers', 3, 3), atMost('refusals', 1, 2)])
  const { wrong, lines } = await printed(show(right))
  assert.is(wrong, 0)
  assert.equal(lines.slice(2), [
    '',
    'P7: what it is about',
    '',
    '1  Something happens',
    '   It is told in a line.',
    '',
    '  GET /  ━━━━━━━━━●  200',
    '         0 ms  9 ms',
    '',
    '  ✓ answers: 3',
    '  ✓ refusals: 1',
    '',
    'All counts are right.',
  ])
})

test('tells what was promised where a count is off, and how many are', async () => {
  const off = act([exactly('answers', 2, 3), atMost('refusals', 3, 2)])
  const { wrong, lines } = await printed(show(off), show(act([exactly('x', 1, 0)])))
  assert.is(wrong, 3)
  assert.equal(
    lines.filter(line => line.startsWith('  ✗')),
    [
      '  ✗ answers: 2, and not 3',
      '  ✗ refusals: 3, and not at most 2',
      '  ✗ x: 1, and not 0',
    ],
  )
  assert.is(lines[lines.length - 1], 'Counts that are off: 3.')
})

test.run()
