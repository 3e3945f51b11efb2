// Compile-only: what a browser has fits wherever it is taken, and a `fetch` of one's own is
// written with the types of the web.
import {
  type BlobLike,
  type Fetch,
  type FetchAnswer,
  type FetchInit,
  type FetchTransportOptions,
  type FieldNames,
  fetchTransport,
  type LockHost,
  type MemoryChannel,
  type PageDocument,
  type PageEvents,
  type StorageArea,
  type WebLockOptions,
  type WebMemoryOptions,
  type WebResumeOptions,
  type WebStorageOptions,
  webLock,
  webMemory,
  webResume,
  webStorage,
} from '../../../src/index'

/** Compiles only if the second type can stand for the first. */
type Fits<Wanted, Given extends Wanted> = [Wanted, Given]

export type Hosts = [
  Fits<Fetch, typeof fetch>,
  Fits<FetchAnswer, Response>,
  Fits<FetchInit, RequestInit>,
  Fits<RequestInit, FetchInit>,
  Fits<BlobLike, File>,
  Fits<StorageArea, Storage>,
  Fits<LockHost, LockManager>,
  Fits<MemoryChannel, BroadcastChannel>,
  Fits<PageEvents, Window>,
  Fits<PageDocument, Document>,
]

/** All of these options, as `undefined`. */
type LeftOut<Options> = Record<keyof Options, undefined>

export type OptionsOfAnApp = [
  Fits<FetchTransportOptions, LeftOut<FetchTransportOptions>>,
  Fits<WebStorageOptions, LeftOut<WebStorageOptions>>,
  Fits<WebMemoryOptions, LeftOut<WebMemoryOptions>>,
  Fits<WebLockOptions, LeftOut<WebLockOptions>>,
  Fits<WebResumeOptions, LeftOut<WebResumeOptions>>,
]

/** The names that are known, and names of one's own. */
export const names: FieldNames = {
  ...{ accessToken: 'at', refreshToken: 'rt', expiresAt: 'ea', subject: 'uid' },
  openId: 'oid',
}

// The comparison is able to fail.
// @ts-expect-error a page keeps nothing
export type NoArea = Fits<StorageArea, Document>

export const made: unknown[] = [
  fetchTransport({ fetch, fileOf: path => new File([], path) }),
  fetchTransport({ fetch: (url, init) => fetch(url, { ...init, keepalive: true }) }),
  fetchTransport({ credentials: 'include', init: { mode: 'cors', cache: 'no-store' } }),
  webStorage('session', { area: sessionStorage, window }),
  webLock('session', { locks: navigator.locks, area: localStorage }),
  webMemory('session', { channel: name => new BroadcastChannel(name), document }),
  webResume({ document, window }),
]

export function refused(): void {
  // @ts-expect-error the transport says the method itself
  fetchTransport({ init: { method: 'POST' } })
  // @ts-expect-error there is no such mode
  fetchTransport({ init: { mode: 'anything' } })
  // @ts-expect-error no path, but the file itself
  fetchTransport({ fileOf: path => path })
  // @ts-expect-error a record has an access token
  webStorage('session', { fields: { refreshToken: 'rt' } })
  // @ts-expect-error a lifetime is not kept, an instant is
  webStorage('session', { fields: { accessToken: 'at', expiresIn: 'ei' } })
}
