export { type AuthOptions, auth } from './auth'
export { type BearerOptions, bearer } from './bearer'
export { createSession, type Session } from './create-session'
export { AuthError, type AuthErrorCode, isAuthError } from './errors'
export { type ExpiredOnOptions, expiredOn } from './expired-on'
export { anyClientError, type IsRejected } from './refresh-outcome'
export type { SessionOptions } from './session-options'
export type {
  AuthEvents,
  Authenticator,
  AuthRequestOptions,
  Classifier,
  Credential,
  CredentialStorage,
  LogoutReason,
  NewCredential,
  RefreshHook,
  RefreshInput,
  RefreshOutcome,
  Send,
  Verdict,
} from './types'
