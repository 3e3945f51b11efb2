export { fetchTransport } from './fetch-transport'
export type {
  BlobLike,
  Fetch,
  FetchAnswer,
  FetchBody,
  FetchInit,
  FetchRequest,
  FetchSignal,
} from './host'
export type { PageDocument, PageEvents } from './page'
export type { StorageArea } from './storage-area'
export type { MemoryChannel } from './tabs-record'
export type { FetchTransportOptions } from './transport-options'
export { type LockHost, type WebLock, type WebLockOptions, webLock } from './web-lock'
export { type WebMemory, type WebMemoryOptions, webMemory } from './web-memory'
export { type WebResumeOptions, webResume } from './web-resume'
export {
  type FieldNames,
  type WebStorage,
  type WebStorageOptions,
  webStorage,
} from './web-storage'
