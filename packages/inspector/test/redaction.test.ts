import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { sentenceOf } from '../src/dom/entry-words'
import { renderText } from '../src/index'
import { type Shop, settle, shop } from './helpers'

const test = suite('redaction')

const secrets = ['ACCESS-0', 'ACCESS-1', 'REFRESH-0', 'REFRESH-1', 'QUERY-0', 'BODY-0']

test('no secret gets into rows, entries, the log or the text', async () => {
  const bench: Shop = shop(({ url, headers }) => {
    if (url.endsWith('/refresh-token')) {
      const data = { accessToken: 'ACCESS-1', refreshToken: 'REFRESH-1' }
      return {
        data,
        headers: { 'set-cookie': 'sid=ACCESS-1' },
        cookies: ['sid=ACCESS-1'],
      }
    }
    const isGood = headers.authorization === 'Bearer ACCESS-1'
    return isGood
      ? { headers: { 'x-next': 'ACCESS-1' }, data: 'BODY-0' }
      : { status: 401 }
  })
  await bench.session.signIn({ accessToken: 'ACCESS-0', refreshToken: 'REFRESH-0' })
  const call = bench.api.post(
    '/me',
    { password: 'BODY-0' },
    { query: { key: 'QUERY-0' } },
  )
  await settle(bench.clock)
  assert.is((await call).status, 200)
  const failing = bench.api.get('/fail?key=QUERY-0', {
    layers: [
      () => {
        throw new Error('Bearer ACCESS-1')
      },
    ],
  })
  await failing.then(
    () => assert.unreachable(),
    () => {},
  )
  await bench.session.signOut()
  const { inspector } = bench
  const rows = inspector.rows()
  const entries = rows.map(({ key }) => inspector.entriesOf(key))
  const all = [
    JSON.stringify([rows, entries, inspector.log(), inspector.counters()]),
    renderText(rows),
    ...inspector.log().map(entry => sentenceOf(entry, 'en')),
  ].join('\n')
  assert.match(all, /wire:sent/)
  assert.match(all, /set-cookie/)
  for (const secret of secrets) assert.not.match(all, secret)
})

test.run()
