export {
  DEMO_PASSWORD,
  type P0Options,
  type P0Server,
  type P0Stats,
  startP0,
} from './p0'
export type { RefreshFaultControls } from './refresh-faults'
export { TOKEN_PATTERN, type TokenPair } from './token-family'
export type { WireEntry, WireFilter, WireLog } from './wire-log'
