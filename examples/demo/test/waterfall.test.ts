import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { inColour, plain, type Row, waterfall } from '../src/waterfall'

const test = suite('waterfall')

const replayed: Row = {
  name: 'GET /me',
  marks: [
    { kind: 'sent', at: 1000 },
    { kind: 'refused', at: 1020 },
    { kind: 'held', at: 1020 },
    { kind: 'sent', at: 1060 },
  ],
  settledAt: 1099,
  end: '200',
  isAnswered: true,
}

const queued: Row = {
  name: 'GET /them',
  marks: [
    { kind: 'queued', at: 1006 },
    { kind: 'held', at: 1021 },
    { kind: 'queued', at: 1060 },
    { kind: 'sent', at: 1069 },
  ],
  settledAt: 1090,
  end: '200',
  isAnswered: true,
}

const refused: Row = {
  name: 'GET /you',
  marks: [
    { kind: 'sent', at: 1009 },
    { kind: 'refused', at: 1030 },
    { kind: 'held', at: 1030 },
  ],
  settledAt: 1060,
  end: 'refresh-rejected',
  isAnswered: false,
}

const refresh: Row = {
  name: 'POST /refresh',
  marks: [{ kind: 'sent', at: 1024 }],
  settledAt: 1054,
  end: '200',
  isRefresh: true,
}

const rows = [replayed, queued, refused, refresh]

test('draws the way, the refusal, the queue, the hold and the answer in columns', () => {
  assert.is(
    waterfall(rows, 34, plain),
    [
      '  GET /me        ━━━━━━━✗┄┄┄┄┄┄┄┄┄┄┄┄━━━━━━━━━━━━━●  200',
      '  GET /them        ·····┄┄┄┄┄┄┄┄┄┄┄┄┄···━━━━━━━●     200',
      '  GET /you          ━━━━━━━✗┄┄┄┄┄┄┄┄┄✗               refresh-rejected',
      '  POST /refresh          ▓▓▓▓▓▓▓▓▓▓▓                 200',
      '                 0 ms                         99 ms',
    ].join('\n'),
  )
})

test('draws what goes on without its caller, and who left before anything was sent', () => {
  const left: Row = {
    name: 'POST /a',
    marks: [{ kind: 'sent', at: 1000 }],
    settledAt: 1030,
    end: 'aborted',
    isAnswered: false,
    aloneUntil: 1090,
  }
  const never: Row = { ...left, name: 'POST /b', marks: [], aloneUntil: undefined }
  const pending: Row = { name: 'POST /c', marks: [{ kind: 'held', at: 1045 }] }
  assert.is(
    waterfall([left, never, pending], 31, plain),
    [
      '  POST /a  ━━━━━━━━━━✗╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍╍  aborted',
      '  POST /b            ✗                      aborted',
      '  POST /c                 ✗                 not settled',
      '           0 ms                      90 ms',
    ].join('\n'),
  )
})

test('holds no control sign in its plain form, and the same text in colour', () => {
  const bare = waterfall(rows, 34, plain)
  const coloured = waterfall(rows, 34, inColour)
  const escapes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g')
  assert.not.match(bare, escapes)
  assert.is.not(coloured, bare)
  assert.is(coloured.replace(escapes, ''), bare)
})

test.run()
