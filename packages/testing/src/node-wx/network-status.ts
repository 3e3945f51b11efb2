import type { Guard } from './guard'
import { createListeners } from './listeners'

/** What listeners of the network's status are told. */
export interface NetworkStatus {
  /** Whether there is a network. */
  isConnected: boolean
  /** Which one it is. */
  networkType: 'wifi' | 'none'
}

/** The functions of `wx` that hear of the network's coming and going. */
export interface NetworkStatusMethods {
  /** Listens for a change of the network's status. */
  onNetworkStatusChange(listener: (status: NetworkStatus) => void): void
  /** Removes this listener, or all of them. */
  offNetworkStatusChange(listener?: (status: NetworkStatus) => void): void
}

/** The network's status of one host. */
export interface NetworkStatusRuntime {
  /** What is handed to the app. */
  readonly methods: NetworkStatusMethods
  /** Tells the listeners. */
  tell(isConnected: boolean): void
}

/** Makes what tells of a network. */
export function createNetworkStatus(guard: Guard): NetworkStatusRuntime {
  const { on, off, emit } = createListeners<NetworkStatus>(guard)
  return {
    methods: { onNetworkStatusChange: on, offNetworkStatusChange: off },
    tell: isConnected =>
      emit({ isConnected, networkType: isConnected ? 'wifi' : 'none' }),
  }
}
