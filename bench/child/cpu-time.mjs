// Time on the processor and not on the wall: what a busy neighbour takes does not count.

/** What `run` costs, in µs. */
export async function cpuTime(run) {
  const before = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(before)
  return user + system
}

/** Lets everything go on that needs no more than some turns of the event loop. */
export async function turns(count) {
  for (let i = 0; i < count; i += 1) await new Promise(resolve => setImmediate(resolve))
}
