import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { afterExpired, isFresh } from '../src/session-decisions'
import { ended, unknownSession } from '../src/session-state'
import { a } from './bench'

const test = suite('session-decisions')

test('G07 a credential is fresh from its first instant to the one before its last', () => {
  const freshness = { since: 1_000, until: 2_000 }
  const fresh = [999, 1_000, 1_999, 2_000].map(now => isFresh(freshness, now))
  assert.equal(fresh, [false, true, true, false])
})

test('C09 a session is missing where neither the request nor the session has one', () => {
  const none = ended(unknownSession, 'app')
  const { epoch, version } = none
  const stamp = { epoch, version, credential: undefined }
  assert.is(afterExpired(none, stamp, true), 'absent')
  assert.is(afterExpired(none, { ...stamp, credential: a(0) }, true), 'refresh')
})

test.run()
