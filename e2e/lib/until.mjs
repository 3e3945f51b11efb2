/** Waits for what happens outside, but not for ever. */
export async function until(isSo, what, limitMs = 10_000) {
  const givesUpAt = Date.now() + limitMs
  while (!(await isSo())) {
    if (Date.now() > givesUpAt) throw new Error(`waited in vain: ${what}`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}
