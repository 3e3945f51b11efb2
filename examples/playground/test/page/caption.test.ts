import { countersOf, type Row } from '@allium/inspector'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { captionOf } from '../../src/page/caption'
import { strings } from '../../src/page/strings'

const test = suite('caption')

const row = (parts: Partial<Row> = {}): Row => ({
  ...{ key: 'a:1', kind: 'request', client: 'a', id: 1, method: 'GET', path: '/me' },
  ...{ startedAt: 0, endedAt: 10, state: 'answered', status: 200 },
  ...{ spans: [], layers: [], attempts: 1, replays: 0, retries: 0 },
  ...parts,
})

const open = ({ endedAt: _, ...rest }: Row): Row => rest

const say = (rows: readonly Row[], logouts = 0) =>
  captionOf({ rows, counters: countersOf(rows), logouts }, strings.en)

test('tells who waits, and for what', () => {
  const held = [1, 2].map(id => open(row({ key: `a:${id}`, state: 'held' })))
  const refresh = open(row({ key: 'r', kind: 'refresh', state: 'sent' }))
  assert.is(
    say([...held, refresh]),
    '2 requests wait at the auth ring. One refresh is under way for all.',
  )
  assert.is(say([open(row({ state: 'sent' }))]), '1 under way.')
})

test('tells how the last burst came out, and of none before', () => {
  const refused = { kind: 'sent', from: 0, to: 1, end: 'refused' } as const
  const late = (id: number, parts: Partial<Row>) =>
    row({ key: `a:${id}`, startedAt: 9_000, endedAt: 9_010, ...parts })
  const rows = [row({ state: 'failed' }), late(2, { spans: [refused] }), late(3, {})]
  assert.is(
    say(rows),
    '2 requests, 1 met the expired token, 2 answered. Nothing is left pending.',
  )
  assert.is(
    say([late(4, { state: 'failed' })], 1),
    '1 request, 1 failed, 1 logout. Nothing is left pending.',
  )
})

test('says that nobody is signed in, and of no token that there was none', () => {
  const sent = { kind: 'sent', from: 0, to: 1, status: 401, end: 'failed' } as const
  const unsigned = [1, 2].map(id =>
    row({ key: `a:${id}`, state: 'failed', code: 'status', status: 401, spans: [sent] }),
  )
  assert.is(
    say(unsigned),
    '2 requests, 2 failed, nobody is signed in. Nothing is left pending.',
  )
})

test('is quiet where nothing was sent', () => {
  assert.is(say([]), strings.en.idle)
})

test.run()
