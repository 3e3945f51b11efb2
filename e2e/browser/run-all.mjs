/** Runs a page's checks one after the other; throws an error that tells all that failed. */
export async function runAll(page) {
  const names = await page.evaluate(() => window.namesOfChecks())
  const failures = []
  for (const [index, name] of names.entries()) {
    const failure = await page.evaluate(at => window.runCheck(at), index)
    if (failure !== undefined) failures.push(`${name}\n    ${failure}`)
  }
  if (names.length === 0) throw new Error('there was nothing to check')
  if (failures.length > 0)
    throw new Error(`${failures.length} failed:\n${failures.join('\n')}`)
  return names.length
}
