/**
 * The words of a text, for the search: as they are, and Chinese, which has no spaces, as
 * each pair of neighbouring characters. It travels to the page as text, and so refers to
 * nothing outside itself.
 */
export function tokenize(text) {
  const words = []
  for (const [run] of text.matchAll(/[\u3400-\u9fff]+|[\p{L}\p{N}_]+/gu)) {
    if (!/^[\u3400-\u9fff]/.test(run)) {
      // `refreshByToken` is found by "token", too.
      const parts = run.split(/_|(?<=[a-z\d])(?=[A-Z])/).filter(Boolean)
      words.push(run, ...(parts.length > 1 ? parts : []))
    } else if (run.length === 1) {
      words.push(run)
    } else {
      for (let at = 0; at + 1 < run.length; at += 1) words.push(run.slice(at, at + 2))
    }
  }
  return words
}
