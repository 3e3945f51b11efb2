import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { inColour } from '../src/paint'
import { renderText } from '../src/render-text'
import type { Row, Span } from '../src/row'
import { row } from './helpers'

const test = suite('render text')

const sent = (attempt: number, from: number, to: number, end: Span['end']): Span => ({
  ...{ kind: 'sent', attempt, from, to },
  ...(end !== undefined && { end }),
})

const replayed = row({
  startedAt: 1_000,
  endedAt: 1_099,
  spans: [
    sent(1, 1_000, 1_020, 'refused'),
    { kind: 'held', from: 1_020, to: 1_060 },
    sent(2, 1_060, 1_099, 'answered'),
  ],
})

const refused = row({
  ...{ key: 'a:2', path: '/you', state: 'failed', code: 'refresh-rejected', status: 401 },
  ...{ startedAt: 1_000, endedAt: 1_060 },
  spans: [
    { kind: 'inside', from: 1_000, to: 1_010 },
    sent(1, 1_010, 1_030, 'refused'),
    { kind: 'held', from: 1_030, to: 1_060 },
  ],
})

const refresh = row({
  ...{ key: 'refresh:1', kind: 'refresh', method: 'POST', path: '/refresh' },
  ...{ startedAt: 1_025, endedAt: 1_055 },
  spans: [sent(1, 1_025, 1_055, 'answered')],
})

test('draws the way, the refusal, the hold, the replay and the answer in columns', () => {
  assert.is(
    renderText([replayed, refused, refresh], { width: 34 }),
    [
      '  GET /me        ━━━━━━━✗┄┄┄┄┄┄┄┄┄┄┄┄━━━━━━━━━━━━━●  200',
      '  GET /you          ━━━━━━━✗┄┄┄┄┄┄┄┄┄✗               refresh-rejected',
      '  POST /refresh          ▓▓▓▓▓▓▓▓▓▓▓                 200',
      '                 0 ms                         99 ms',
    ].join('\n'),
  )
})

test('draws a wait for a slot, and what is not over', () => {
  const { endedAt: _, ...open } = row({ state: 'sent' })
  const waiting: Row = {
    ...open,
    spans: [
      { kind: 'queued', from: 0, to: 50 },
      { kind: 'sent', from: 50, attempt: 1 },
    ],
  }
  const done = row({
    ...{ key: 'a:2', startedAt: 0, endedAt: 99 },
    spans: [sent(1, 0, 99, 'answered')],
  })
  assert.is(
    renderText([waiting, done], { width: 20 }),
    [
      '  GET /me  ··········━━━━━━━━━   …',
      '  GET /me  ━━━━━━━━━━━━━━━━━━━●  200',
      '           0 ms           99 ms',
    ].join('\n'),
  )
})

test('draws how a refresh failed', () => {
  const failed = row({
    ...{ key: 'refresh:1', kind: 'refresh', method: '', path: '', state: 'failed' },
    ...{ startedAt: 10, endedAt: 60, code: 'refresh-transient' },
    spans: [sent(1, 10, 60, 'failed')],
  })
  const asked = row({ endedAt: 99, spans: [sent(1, 0, 99, 'answered')] })
  assert.is(
    renderText([asked, failed], { width: 20 }),
    [
      '  GET /me  ━━━━━━━━━━━━━━━━━━━●  200',
      '  refresh    ▓▓▓▓▓▓▓▓▓▓✗         refresh-transient',
      '           0 ms           99 ms',
    ].join('\n'),
  )
})

test('draws what went on without its caller, under the name it is given', () => {
  const left = row({
    ...{ state: 'failed', code: 'aborted', endedAt: 50, aloneUntil: 99 },
    spans: [sent(1, 0, 50, 'failed')],
  })
  assert.is(
    renderText([left], { width: 20, nameOf: ({ id }) => `no. ${id}` }),
    ['  no. 1  ━━━━━━━━━━✗╍╍╍╍╍╍╍╍╍  aborted', '         0 ms           99 ms'].join(
      '\n',
    ),
  )
})

test('names the status of an answer that was none, and else the code', () => {
  const spans = [sent(1, 0, 10, 'failed')]
  const one = (parts: Partial<Row>) => row({ state: 'failed', spans, ...parts })
  const text = renderText([
    one({ code: 'status', status: 502 }),
    one({ code: 'timeout' }),
    one({}),
  ])
  assert.equal(
    text.split('\n').map(line => line.trim().split(/\s+/).pop()),
    ['502', 'timeout', '200', 'ms'],
  )
})

test('holds no control sign in its plain form, and the same text in colour', () => {
  const rows = [replayed, refused, refresh]
  const bare = renderText(rows, { width: 34 })
  const coloured = renderText(rows, { width: 34, paint: inColour })
  const escapes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g')
  assert.not.match(bare, escapes)
  assert.is.not(coloured, bare)
  assert.is(coloured.replace(escapes, ''), bare)
})

test('draws nothing of nothing', () => {
  assert.is(renderText([]), '')
})

test.run()
