// What the checks of the contract use of Node, in a page.
export { Buffer } from 'buffer'

const { port1, port2 } = new MessageChannel()
const waiting = []
port1.onmessage = () => waiting.shift()()

/** A turn of the loop, behind all microtasks. */
export function setImmediate(run) {
  waiting.push(run)
  port2.postMessage(undefined)
}

const listeners = new Map()

/** `process`, as far as it tells of rejections that nobody handles. */
export const process = {
  on(_, listener) {
    const hear = event => {
      event.preventDefault()
      listener(event.reason)
    }
    listeners.set(listener, hear)
    addEventListener('unhandledrejection', hear)
  },
  off(_, listener) {
    removeEventListener('unhandledrejection', listeners.get(listener))
  },
}

/** All that an object shows of itself, hidden properties included. */
export function inspect(value) {
  if (Object(value) !== value) return JSON.stringify(value) ?? String(value)
  const own = Reflect.ownKeys(value).map(name => {
    const shown = value[name]
    const text = Object(shown) === shown ? JSON.stringify(shown) : String(shown)
    return `${String(name)}: ${text}`
  })
  return `${value} { ${own.join(', ')} }`
}
