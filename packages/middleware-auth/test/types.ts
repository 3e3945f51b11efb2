// Compile-only: `tsc -p test` is the test. Nothing here runs.
import type { Transport } from '@allium/core'
import { createClient } from '@allium/core'
import {
  type AuthErrorCode,
  type AuthErrorFacts,
  type AuthEvents,
  type AuthRequestOptions,
  anonymous,
  auth,
  bearer,
  type CredentialReader,
  type CredentialStorage,
  createSession,
  expiredOn,
  firstOf,
  fromBody,
  fromCookie,
  loginByCode,
  refreshByToken,
  type Session,
  singleUse,
} from '../src/index'

/** Fails to compile unless both types are the same. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <A, B>(_: Same<A, B>): void => {}

declare const transport: Transport
declare const missing: undefined
const client = createClient({ transport })

// A session is what it does: one of another copy of the types, of the CommonJS ones say,
// is a session, and so is one that a test writes by hand.
same<Extract<keyof Session, symbol>, never>(true)
const byHand: Session = {
  signIn: () => Promise.resolve(),
  signOut: () => Promise.resolve(),
  refresh: () => Promise.resolve(),
  credential: () => ({ accessToken: 'a0' }),
  reload: () => Promise.resolve(),
  on: () => () => {},
  dispose() {},
}
const signed = client.use(auth({ session: byHand }))
// @ts-expect-error it lacks all but one
auth({ session: { dispose() {} } })

// What is undefined is left out, whatever `exactOptionalPropertyTypes` says.
const read: CredentialReader = ({ data }) => {
  const body = data as { token?: string; expires_in?: number }
  return { accessToken: body.token, expiresIn: body.expires_in }
}
const storage: CredentialStorage = {
  load() {},
  save() {},
  clear() {},
  subscribe: missing,
}
const session = createSession({
  ...refreshByToken({
    url: '/refresh',
    read: firstOf(read, fromBody('token', { unit: missing })),
    method: missing,
    isRejected: missing,
    field: missing,
    sign: missing,
  }),
  ...singleUse(fromCookie('SID', { jar: missing })),
  storage,
  fromNothing: missing,
  awaitSignIn: missing,
  refreshTimeout: missing,
  refreshDeadline: missing,
  refreshCooldown: missing,
  expiryMargin: missing,
  refreshWindow: missing,
  refreshRetries: { max: 1, delayMs: missing, budgetMs: missing },
  whenAnswerIsLost: missing,
  revoke: missing,
  onResume: missing,
  isStorageShared: missing,
  lock: missing,
  lockTimeout: missing,
  storageTimeout: missing,
  maxHeld: missing,
  origins: missing,
  clock: missing,
  random: missing,
  onFault: missing,
})
createSession({
  ...loginByCode({ url: '/login', code: () => 'c0', read, field: missing }),
  storage: missing,
  takeFrom: missing,
  atOnce: missing,
  refreshRetries: missing,
})
createSession(anonymous({ url: '/token', read, query: missing, data: missing }))
session.signIn({ accessToken: 'a0', refreshToken: missing, expiresIn: missing })
client.use(auth({ session, authenticator: missing, classify: missing }))
client.use(
  auth({
    session,
    authenticator: bearer({ header: missing, scheme: missing }),
    classify: expiredOn({
      statuses: missing,
      codes: missing,
      codeField: missing,
      unless: missing,
    }),
    maxReplays: missing,
  }),
)
signed.get('/me', { auth: missing })
// @ts-expect-error a token is a text
const wrong: CredentialReader = () => ({ accessToken: 5 })

// What a lane's options say is there for sure.
same<ReturnType<typeof singleUse>['atOnce'], number>(true)

// All that is announced has its type, and each error its code.
same<AuthEvents['refresh:error']['code'], AuthErrorCode>(true)
const facts: AuthErrorFacts = {
  request: { method: 'GET', url: '/me' },
  message: missing,
  sessionEnded: missing,
}

export type All = [typeof wrong, typeof facts, AuthRequestOptions]
