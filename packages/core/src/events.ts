import mitt from 'mitt'
import { isThenable } from './is-thenable'

/** Takes a listener off. */
export type Unsubscribe = () => void

/** Hears of an event; what it returns or throws changes nothing for the sender. */
export type Listener<Payload> = (payload: Payload) => unknown

/** An emitter whose listeners cannot disturb one another, nor the one who announces. */
export interface Emitter<Events extends object> {
  on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): Unsubscribe
  /** The payload is made only where somebody listens. */
  emit<Name extends keyof Events>(name: Name, payload: () => Events[Name]): void
  /** Whether anybody listens. */
  hears(name: keyof Events): boolean
}

/**
 * mitt, with each listener on its own: mitt stops at the first that throws.
 *
 * @param onFault is told what a listener threw, or what its promise rejected with.
 */
export function createEvents<Events extends object>(
  onFault: (fault: unknown) => void,
): Emitter<Events> {
  const emitter = mitt<Record<PropertyKey, unknown>>()
  const report = guarded(onFault, () => {})
  const hears = (name: PropertyKey) => (emitter.all.get(name) || []).length > 0
  return {
    on(name, listener) {
      if (typeof listener !== 'function') {
        throw new TypeError(`[on] takes a listener for \`${String(name)}\``)
      }
      const safe = guarded(listener as Listener<unknown>, report)
      emitter.on(name, safe)
      return () => emitter.off(name, safe)
    },
    emit(name, payload) {
      if (hears(name)) guarded(() => emitter.emit(name, payload()), report)(undefined)
    },
    hears,
  }
}

/** Calls `run`, and tells what it throws, or its promise rejects with. */
function guarded<Value>(
  run: (value: Value) => unknown,
  report: (fault: unknown) => void,
): (value: Value) => void {
  return value => {
    try {
      const result = run(value)
      if (isThenable(result)) result.then(undefined, report)
    } catch (fault) {
      report(fault)
    }
  }
}
