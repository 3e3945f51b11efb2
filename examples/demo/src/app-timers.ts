/** A global `setTimeout` whose timers end with the app, as on a phone that closes it. */
export function appTimers() {
  const nodeSetTimeout = globalThis.setTimeout
  const timers: ReturnType<typeof nodeSetTimeout>[] = []
  return {
    setTimeout(run: () => void, ms?: number) {
      const timer = nodeSetTimeout(run, ms)
      timers.push(timer)
      return timer
    },
    /** What an app still waits for when it is closed: a toast to go, say. */
    stop() {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
