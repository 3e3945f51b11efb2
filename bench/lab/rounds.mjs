// A B C … A B C …: a noisy minute hits all alike, and medians forget it.

/**
 * @param measure gives the numbers of one contestant in one round, by name.
 * @returns for each contestant the medians, and the medians of its ratios to the first.
 */
export async function inTurns(names, rounds, measure) {
  const taken = new Map(names.map(name => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) taken.get(name).push(await measure(name))
  }
  const base = taken.get(names[0])
  return new Map(
    names.map(name => {
      const own = taken.get(name)
      const medians = {}
      const ratios = {}
      for (const key of Object.keys(own[0])) {
        medians[key] = median(own.map(each => each[key]))
        ratios[key] = median(own.map((each, round) => each[key] / base[round][key]))
      }
      return [name, { medians, ratios }]
    }),
  )
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2
}
