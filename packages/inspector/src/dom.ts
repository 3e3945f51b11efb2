export {
  type MountedInspector,
  type MountOptions,
  mountInspector,
} from './dom/mount-inspector'
export type { Locale } from './dom/words'
