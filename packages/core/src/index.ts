export {
  type AbortControllerLike,
  type AbortSignalLike,
  createAbortController,
  onAbort,
} from './abort-controller'
export { abortReason } from './abort-reason'
export {
  type BusinessCode,
  BusinessError,
  type BusinessErrorFacts,
  isBusinessError,
} from './business-error'
export {
  type ByteSource,
  type ByteStream,
  createByteSource,
  type StreamReader,
} from './byte-stream'
export type { Call } from './call'
export { checkOptions, type OptionRules } from './check-options'
export type { Client } from './client'
export { type Clock, canTime, hostClock } from './clock'
export { consolePrint } from './console-print'
export { type ClientOptions, createClient } from './create-client'
export { aGate, createGate, type GateOptions, gateOf } from './create-gate'
export { type Draft, draftOf } from './draft'
export {
  type EnvelopeBody,
  type Enveloped,
  type EnvelopeOptions,
  type EnvelopeRequestOptions,
  envelope,
} from './envelope'
export {
  type ErrorCode,
  type ErrorCodes,
  type ErrorFacts,
  invalidUse,
  isRequestError,
  RequestError,
  type RequestErrorCode,
} from './errors'
export {
  type EventSourceConnect,
  type EventSourceOptions,
  eventSource,
} from './event-source'
export {
  createEvents,
  type Emitter,
  type Listener,
  type Unsubscribe,
} from './events'
export { failureOf } from './failure'
export { headerFields } from './header-fields'
export { type HeadersSource, headers } from './headers'
export type { CreateKey } from './idempotency-key'
export { isThenable } from './is-thenable'
export type {
  AnyLayer,
  AsNamed,
  Context,
  DataOf,
  Layer,
  LayerHost,
  LayerLike,
  Mountable,
  Next,
  Shape,
  Unchanged,
} from './layer'
export {
  type LoadingOptions,
  type LoadingRequestOptions,
  loading,
} from './loading'
export { replayable } from './onion'
export {
  aBoolean,
  aClock,
  aCount,
  aFunction,
  aLimit,
  anObject,
  aStay,
  aText,
} from './option-rules'
export { pause } from './pause'
export { type QueryOptions, query } from './query'
export { type ParseJson, readBody } from './read-body'
export type {
  AttemptEvent,
  CoreEvents,
  ErrorEvent,
  LayerEvent,
  LayerStep,
  RequestEvent,
  ResponseEvent,
} from './request-events'
export type { ResumeSource } from './resume'
export {
  type RetryEvent,
  type RetryEvents,
  type RetryOptions,
  type RetryOutcome,
  type RetryRequestOptions,
  retry,
} from './retry'
export { retryAfterMs } from './retry-after'
export { createScope, type Scope, type ScopeOptions } from './scope'
export type { LoadingLook, LoadingView } from './screen'
export type { QueryStyle } from './serialize-query'
export { serverMessage } from './server-message'
export {
  eventsOf,
  linesOf,
  type ServerSentEvent,
  textOf,
} from './stream-readers'
export type {
  DownloadOptions,
  DownloadTransfer,
  Progress,
  StreamTransfer,
  Transfer,
  TransferInput,
  UploadForm,
  UploadOptions,
  UploadTransfer,
} from './transfer'
export type {
  Escort,
  Gate,
  HeaderInput,
  Headers,
  Nothing,
  QueryInput,
  Request,
  RequestDraft,
  RequestOptions,
  Response,
  ResponseType,
  SendOptions,
  Transport,
  Wire,
  WireRequest,
} from './types'
export { originOf } from './url'
export { Utf8Decoder } from './utf8-decoder'
export { wellFormed } from './well-formed'
export { withoutQuery } from './without-query'
