import type { AuthErrorCode } from '../src/index'
import { a, type Bench, b, drain } from './bench'
import { ofA, refreshWays, type Way } from './error-ways'

/** Somebody else writes to the storage, and it is heard of. */
const elsewhere = (write: (t: Bench) => unknown) => (t: Bench) => {
  write(t)
  return t.session.reload()
}

/** Every code there is: a new one does not compile before it has a way. */
export const ways: Readonly<Record<AuthErrorCode, readonly Way[]>> = {
  ...refreshWays,
  expired: [
    { name: 'a verdict', options: { auth: { classify: () => 'rejected' } } },
    {
      name: 'a 401 after the server has ended the session',
      async meanwhile(t) {
        t.refresh()
        await drain()
        await t.at('/refresh').reply(401)
      },
    },
  ],
  'session-changed': [
    { name: 'a sign-out', end: t => t.session.signOut() },
    {
      name: 'a sign-out while they are on the wire',
      meanwhile: t => t.session.signOut(),
    },
    { name: 'a sign-in', end: t => t.session.signIn(b(0)) },
    { name: 'an end elsewhere', end: elsewhere(t => t.storage.clear()) },
    {
      name: 'another user, signed in elsewhere',
      options: { kept: ofA },
      end: elsewhere(t => t.storage.save({ ...b(0), subject: 'B' })),
    },
  ],
  'no-credential': [
    {
      name: 'nothing to renew it with',
      options: { kept: { accessToken: 'a0.secret' } },
      count: 1,
    },
    {
      name: 'a storage that cannot be read',
      before: t => t.storage.hold('load'),
      end: t => t.clock.advance(2_000),
      isUnusual: true,
      status: 'none',
      cause: 'Error',
    },
  ],
  'too-many-held': [
    {
      name: 'one more than may wait',
      options: { session: { maxHeld: 1 } },
      async end(t) {
        await t.renew(a(1))
        await t.at('/a').reply(200)
      },
      count: 1,
    },
    {
      name: 'one more than may wait in the lane',
      options: { session: { maxHeld: 1, atOnce: 1 } },
      before: t => t.get('/first'),
      async end(t) {
        await t.at('/first').reply(200)
        await t.at('/a').reply(200)
      },
      count: 1,
      status: 'none',
    },
  ],
  disposed: [
    { name: 'a disposal', end: t => t.session.dispose() },
    { name: 'one while they are on the wire', meanwhile: t => t.session.dispose() },
  ],
}
