export { createNodeWx, type NodeWxHost, type NodeWxOptions } from './create-node-wx'
export { type Deferred, deferred } from './deferred'
export { drain } from './drain'
export {
  type EmitterLike,
  type EventRecorder,
  eventRecorder,
  type RecordedEvent,
} from './event-recorder'
export {
  type FakeCall,
  type FakeHandler,
  type FakeRequest,
  type FakeResponse,
  type FakeTransfer,
  type FakeTransport,
  type FakeWire,
  fakeTransport,
  type SignalLike,
} from './fake-transport'
export { type ManualClock, manualClock } from './manual-clock'
export type { CallResult, PromiseUnlessCallbacks } from './node-wx/answered'
export type {
  AppControl,
  AppEventMethods,
  AppFunction,
  AppLifetimes,
  GetAppFunction,
  LaunchOptions,
} from './node-wx/app'
export type { Callbacks } from './node-wx/callbacks'
export type { RequestFailure } from './node-wx/failures'
export type { FilesControl } from './node-wx/files'
export type { NodeGlobals } from './node-wx/globals'
export type { LifecycleEntry, LifecycleEvent } from './node-wx/lifecycle'
export type {
  LoginControl,
  LoginFailure,
  LoginMethods,
  LoginOptions,
  LoginResult,
} from './node-wx/login'
export type {
  CallbackManner,
  MisbehavingCall,
  Misbehaviour,
  MisbehaviourControl,
  MisbehaviourRule,
  TaskManner,
} from './node-wx/misbehaviour-types'
export type {
  NavigateBackOptions,
  NavigationCallbacks,
  NavigationMethods,
  NavigationOptions,
} from './node-wx/navigation'
export type { NetworkControl } from './node-wx/network'
export type { NetworkStatus, NetworkStatusMethods } from './node-wx/network-status'
export type {
  PageFileOptions,
  PageFunction,
  PageInstance,
  PageLifetimes,
  PageMembers,
  PageOptions,
  PageQuery,
} from './node-wx/page-types'
export type { PagesControl } from './node-wx/pages'
export type {
  ChunkReceived,
  HeadersReceived,
  NodeWxRequestOptions,
  RequestResult,
  RequestTask,
} from './node-wx/request-types'
export type { ScreenControl, ScreenEntry } from './node-wx/screen'
export type {
  HideOptions,
  NodeWxLoadingOptions,
  ScreenCallbacks,
  ScreenMethods,
  ScreenResult,
  ToastOptions,
} from './node-wx/screen-methods'
export type { ScreenKind, Visible } from './node-wx/screen-place'
export type { StorageControl, StorageInfo, StorageMethods } from './node-wx/storage'
export type {
  AsyncStorageMethods,
  GetStorageOptions,
  GetStorageResult,
  RemoveStorageOptions,
  SetStorageOptions,
  StorageCallbacks,
} from './node-wx/storage-async'
export type { Timers } from './node-wx/timers'
export type {
  DownloadFileOptions,
  DownloadFileResult,
  DownloadProgress,
  DownloadTask,
  TransferOptions,
  TransferTask,
  UploadFileOptions,
  UploadFileResult,
  UploadProgress,
  UploadTask,
} from './node-wx/transfer-types'
export type { NodeWx } from './node-wx/wx'
export { transportContract } from './transport-contract'
export type {
  ContractCheck,
  ContractProgress,
  ContractRequest,
  ContractResponse,
  ContractSignal,
  ContractTransfer,
  ContractTransport,
  ContractWire,
  TransportContractOptions,
} from './transport-contract/types'
