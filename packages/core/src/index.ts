export {
  type AbortControllerLike,
  type AbortSignalLike,
  createAbortController,
  onAbort,
} from './abort-controller'
export type { Call } from './call'
export {
  aBoolean,
  aFunction,
  checkOptions,
  type OptionRules,
} from './check-options'
export type { Client } from './client'
export { aClock, type Clock, canTime, hostClock } from './clock'
export { type ClientOptions, createClient } from './create-client'
export {
  type ErrorFacts,
  invalidUse,
  isRequestError,
  RequestError,
  type RequestErrorCode,
} from './errors'
export {
  createEvents,
  type Emitter,
  type Listener,
  type Unsubscribe,
} from './events'
export { failureOf } from './failure'
export { headerFields } from './header-fields'
export { type HeadersSource, headers } from './headers'
export {
  type LoadingOptions,
  type LoadingRequestOptions,
  loading,
} from './loading'
export { replayable } from './onion'
export { type QueryOptions, query } from './query'
export { type ParseJson, readBody } from './read-body'
export type {
  CoreEvents,
  ErrorEvent,
  RequestEvent,
  ResponseEvent,
} from './request-events'
export type { LoadingLook, LoadingView } from './screen'
export type { QueryStyle } from './serialize-query'
export { serverMessage } from './server-message'
export type {
  AnyLayer,
  AsNamed,
  Context,
  DataOf,
  HeaderInput,
  Headers,
  Layer,
  LayerHost,
  LayerLike,
  Mountable,
  Next,
  Nothing,
  QueryInput,
  Request,
  RequestDraft,
  RequestOptions,
  Response,
  ResponseType,
  SendOptions,
  Shape,
  Transport,
  Unchanged,
  Wire,
  WireRequest,
} from './types'
export { originOf } from './url'
