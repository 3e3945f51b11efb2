import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  departed,
  ended,
  failed,
  loaded,
  refused,
  type SessionState,
  signedIn,
  unknownSession,
} from '../src/session-state'
import { a } from './bench'

const test = suite('session-state')

const flight = { landed: new Promise<never>(() => {}), abort() {} }
const failure = { cause: 'busy', at: 5, askedMs: 0, lost: 0 }

/** A session that has been through a lot. */
const worn: SessionState = {
  ...departed(
    refused(failed(signedIn(unknownSession, a(0), undefined), failure, 0)),
    flight,
    5,
    9,
  ),
  absenceTold: true,
  rejectedEpoch: 0,
}

test('G10 before anything is known, nothing is', () => {
  assert.equal(unknownSession, {
    ...{ epoch: 0, version: 0, credential: undefined, fresh: undefined },
    ...{ isRefused: false, began: 'start', isKnown: false, flight: undefined },
    ...{
      departures: [],
      setback: undefined,
      rejectedEpoch: undefined,
      absenceTold: false,
    },
  })
})

test('G10 an empty storage is no other credential', () => {
  assert.equal(loaded(unknownSession, undefined, undefined), {
    ...unknownSession,
    isKnown: true,
  })
})

test('E02 of the session before, a sign-in keeps nothing but the count and its end', () => {
  const fresh = { since: 0, until: 9 }
  assert.equal(signedIn(worn, a(1), fresh), {
    ...{ epoch: worn.epoch + 1, version: worn.version + 1, credential: a(1), fresh },
    ...{ isRefused: false, began: 'sign-in', isKnown: true, flight: undefined },
    ...{ departures: [], setback: undefined, rejectedEpoch: 0, absenceTold: false },
  })
})

test('E01 of a session that is over nothing is kept; who ended it is', () => {
  const { epoch, version } = worn
  const over = {
    ...{ epoch: epoch + 1, version: version + 1, credential: undefined },
    ...{ fresh: undefined, isRefused: false, began: 'end', isKnown: true },
    ...{ flight: undefined, departures: [], setback: undefined, absenceTold: true },
  }
  assert.equal(ended(worn, 'app'), { ...over, rejectedEpoch: 0 })
  assert.equal(ended(worn, 'server'), { ...over, rejectedEpoch: epoch })
})

test.run()
