import * as assert from 'uvu/assert'
import { bench, contract, drain } from './bench'

const test = contract('session-engine')

test('C09 N01 who looks at the storage when a session ends that nothing can renew hears why', async () => {
  const kept = { accessToken: 'a0.secret' }
  const t = bench({ kept, session: { isStorageShared: true } })
  const sent = t.get('/a')
  await drain()
  const look = t.storage.hold('load')
  const looking = t.get('/b')
  await t.at('/a').reply(401)
  look.resolve()
  await drain()
  const codes = [sent, looking].map(({ error }) => error.code)
  assert.equal(codes, ['no-credential', 'no-credential'])
  assert.equal(t.events.types(), ['logout'])
})

test.run()
