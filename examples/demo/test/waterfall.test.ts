import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { inColour, plain, type Row, waterfall } from '../src/waterfall'

const test = suite('waterfall')

const span = (attempt: number, from: number, to: number, status: number) => ({
  id: 1,
  attempt,
  path: '/me',
  from,
  to,
  status,
})

const replayed: Row = {
  name: 'GET /me',
  spans: [span(1, 1000, 1020, 401), span(2, 1060, 1099, 200)],
  settledAt: 1099,
  end: '200',
  isAnswered: true,
}

const refused: Row = {
  name: 'GET /you',
  spans: [span(1, 1010, 1030, 401)],
  settledAt: 1060,
  end: 'refresh-rejected',
  isAnswered: false,
}

const refresh: Row = {
  name: 'POST /refresh',
  spans: [span(1, 1025, 1055, 200)],
  settledAt: 1055,
  end: '200',
  isAnswered: true,
  isRefresh: true,
}

test('draws the way, the refusal, the hold, the replay and the answer in columns', () => {
  assert.is(
    waterfall([replayed, refused, refresh], 34, plain),
    [
      '  GET /me        ━━━━━━━✗┄┄┄┄┄┄┄┄┄┄┄┄━━━━━━━━━━━━━●  200',
      '  GET /you          ━━━━━━━✗┄┄┄┄┄┄┄┄┄✗               refresh-rejected',
      '  POST /refresh          ▓▓▓▓▓▓▓▓▓▓▓                 200',
      '                 0 ms                         99 ms',
    ].join('\n'),
  )
})

test('holds no control sign in its plain form, and the same text in colour', () => {
  const rows = [replayed, refused, refresh]
  const bare = waterfall(rows, 34, plain)
  const coloured = waterfall(rows, 34, inColour)
  const escapes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g')
  assert.not.match(bare, escapes)
  assert.is.not(coloured, bare)
  assert.is(coloured.replace(escapes, ''), bare)
})

test.run()
