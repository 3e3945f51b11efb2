export type { Backend, BackendOptions } from './backend'
export type { CodeOptions, CodeStats } from './code-login'
export type { AllowedOrigin } from './cors'
export { type P0Options, type P0Server, type P0Stats, startP0 } from './p0'
export { type P1Options, type P1Server, type P1Stats, startP1 } from './p1'
export type { OnError, RotationControls, TokenLoss } from './p1-rotation'
export { type OtherCookies, type P2Options, type P2Server, startP2 } from './p2'
export {
  DEMO_PASSWORD_MD5,
  type P3Credential,
  type P3Options,
  type P3Server,
  type P3Stats,
  startP3,
} from './p3'
export { type P4Options, type P4Server, type P4Stats, startP4 } from './p4'
export { DEMO_PASSWORD } from './password-login'
export type { RefreshFaultControls } from './refresh-faults'
export { HTML_PAGE } from './resources'
export type { Reply } from './serve'
export { TOKEN_PATTERN } from './token'
export type { TokenPair } from './token-family'
export type { WireEntry, WireFilter, WireLog } from './wire-log'
