export { createGate, type GateOptions } from '@allium/core'
export { type CallContainerOptions, callContainerTransport } from './call-container'
export type {
  CloudHost,
  HostAnswer,
  HostContainerCall,
  HostDownload,
  HostMethod,
  HostRequest,
  HostUpload,
  LoginHost,
  PageHost,
  RequestHost,
  ResumeHost,
  ScreenHost,
  StorageHost,
} from './host'
export type { FieldNames, WxStorage, WxStorageOptions } from './stored-fields'
export type { WxFiles, WxStreams, WxTransportOptions } from './transport-options'
export { wxFiles } from './wx-files'
export { type WxLoadingOptions, wxLoading } from './wx-loading'
export { type WxLoginOptions, wxLogin } from './wx-login'
export {
  type LoginPage,
  type LoginPageOptions,
  type LogoutReason,
  type SessionEnds,
  wxLoginPage,
} from './wx-login-page'
export { wxRecordStorage } from './wx-record-storage'
export { type WxResumeOptions, wxResume } from './wx-resume'
export { wxStorage } from './wx-storage'
export { type WxStreamsOptions, wxStreams } from './wx-streams'
export { wxToast } from './wx-toast'
export { wxTransport } from './wx-transport'
