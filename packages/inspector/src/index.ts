export { type Burst, burstsOf } from './bursts'
export { type Counters, countersOf } from './counters'
export {
  createInspector,
  type Inspector,
  type InspectorOptions,
  type Watchable,
} from './create-inspector'
export type { Entry, EntryType, HeaderNote, LayerStep } from './entry'
export { type Colour, inColour, type Paint, plain } from './paint'
export { renderText, type TextOptions } from './render-text'
export type { AttemptEnd, LayerTime, Row, Span, SpanKind } from './row'
export { rowOf, type Trail } from './row-of'
export type { WireLayer } from './wire-layer'
