export { alliumAdapter } from './allium-adapter'
export type {
  AlliumAdapterOptions,
  AlliumClient,
  AlliumOptions,
  GivenAxios,
} from './types'
