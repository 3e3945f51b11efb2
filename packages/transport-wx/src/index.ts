export type {
  HostAnswer,
  HostDownload,
  HostMethod,
  HostRequest,
  HostUpload,
  PageHost,
  RequestHost,
  ScreenHost,
  StorageHost,
} from './host'
export { type WxLoadingOptions, wxLoading } from './wx-loading'
export {
  type LoginPage,
  type LoginPageOptions,
  type SessionEnds,
  wxLoginPage,
} from './wx-login-page'
export { type StorageKeys, type WxStorage, wxStorage } from './wx-storage'
export { type WxTransportOptions, wxTransport } from './wx-transport'
