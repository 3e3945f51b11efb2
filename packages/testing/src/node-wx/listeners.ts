import type { Guard } from './guard'

/** The listeners of one event of a task. */
export interface Listeners<T> {
  /** Adds a listener. */
  on(listener: (value: T) => void): void
  /** Removes this listener, or all of them. */
  off(listener?: (value: T) => void): void
  /** Tells every listener, in order of adding. */
  emit(value: T): void
}

/** Makes the `on…` and `off…` of one event. */
export function createListeners<T>(guard: Guard): Listeners<T> {
  const listeners = new Set<(value: T) => void>()
  return {
    on: listener => {
      listeners.add(listener)
    },
    off: listener => {
      if (listener === undefined) listeners.clear()
      else listeners.delete(listener)
    },
    emit: value => {
      for (const listener of [...listeners]) guard(listener, value)
    },
  }
}
