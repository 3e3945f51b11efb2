export {
  createInspector,
  type Inspector,
  type InspectorOptions,
  type Watchable,
} from './create-inspector'
export { type Inspectable, type InspectOptions, inspect } from './dom/inspect'
export {
  type MountedInspector,
  type MountOptions,
  mountInspector,
} from './dom/mount-inspector'
export type { Locale } from './dom/words'
export type { WireLayer } from './wire-layer'
