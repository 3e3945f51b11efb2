export { type AuthOptions, auth } from './auth'
export { type BearerOptions, bearer } from './bearer'
export { cookie } from './cookie'
export { createSession, type Session } from './create-session'
export {
  type BodyFields,
  firstOf,
  fromBody,
  fromCookie,
  fromHeader,
} from './credential-readers'
export { AuthError, type AuthErrorCode, type AuthErrorFacts, isAuthError } from './errors'
export { type ExpiredOnOptions, expiredOn } from './expired-on'
export { mirrored } from './mirrored'
export { anyClientError, codeOtherThan, type IsRejected } from './refresh-outcome'
export type { RefreshRetries, WhenAnswerIsLost } from './refresh-run'
export {
  type AnonymousRequest,
  anonymous,
  type LoginByCodeRequest,
  loginByCode,
  type RefreshRequest,
  type RefreshStrategy,
  type RefreshTokenRequest,
  refreshByCookie,
  refreshByToken,
} from './refresh-strategies'
export type { SessionOptions } from './session-options'
export { singleUse } from './single-use'
export { tokenHeader } from './token-header'
export type {
  AuthEvents,
  Authenticator,
  AuthRequestOptions,
  Classifier,
  Credential,
  CredentialReader,
  CredentialStorage,
  HoldEvents,
  LogoutReason,
  NewCredential,
  RefreshHook,
  RefreshInput,
  RefreshOutcome,
  Send,
  SessionLock,
  Verdict,
} from './types'
