export { createNodeWx, type NodeWxHost, type NodeWxOptions } from './create-node-wx'
export { type Deferred, deferred } from './deferred'
export { drain } from './drain'
export {
  type EventRecorder,
  type EventSource,
  eventRecorder,
  type RecordedEvent,
} from './event-recorder'
export {
  type FakeCall,
  type FakeHandler,
  type FakeRequest,
  type FakeResponse,
  type FakeTransport,
  type FakeWire,
  fakeTransport,
  type SignalLike,
} from './fake-transport'
export { type ManualClock, manualClock } from './manual-clock'
export type { Callbacks } from './node-wx/callbacks'
export type { RequestFailure } from './node-wx/failures'
export type { NetworkControl } from './node-wx/network'
export type {
  ChunkReceived,
  HeadersReceived,
  RequestOptions,
  RequestResult,
  RequestTask,
} from './node-wx/request-types'
export type { ScreenControl, ScreenEntry } from './node-wx/screen'
export type {
  HideOptions,
  LoadingOptions,
  PromiseUnlessCallbacks,
  ScreenCallbacks,
  ScreenMethods,
  ScreenResult,
  ToastOptions,
} from './node-wx/screen-methods'
export type { ScreenKind, Visible } from './node-wx/screen-place'
export type { StorageControl, StorageInfo, StorageMethods } from './node-wx/storage'
export type { Timers } from './node-wx/timers'
export type { NodeWx } from './node-wx/wx'
