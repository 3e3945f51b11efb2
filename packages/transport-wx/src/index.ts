export type {
  HostAnswer,
  HostMethod,
  HostRequest,
  LoadingHost,
  RequestHost,
  StorageHost,
} from './host'
export { type WxLoadingOptions, wxLoading } from './wx-loading'
export { type StorageKeys, type WxStorage, wxStorage } from './wx-storage'
export { type WxTransportOptions, wxTransport } from './wx-transport'
