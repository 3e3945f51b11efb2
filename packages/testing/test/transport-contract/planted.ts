import { type TransportContractOptions, transportContract } from '../../src/index'
import type { Faults, Plant } from './plant'
import { referenceTransport } from './reference-transport'

/** How many checks run at a time; each listens to the process, which warns above ten. */
const AT_ONCE = 6

const bytes = Uint8Array.from({ length: 50_000 }, (_, index) => index % 256)

/** The whole contract, on a reference transport of its own with this fault planted. */
export function checksOf(
  plant: Plant,
  patienceMs = 1_000,
): ReturnType<typeof transportContract> {
  const files = new Map([['photo', bytes]])
  return transportContract({
    transport: () => plant(referenceTransport(files), files),
    cookies: true,
    redirectManual: true,
    upload: { filePath: 'photo', bytes },
    download: { read: path => files.get(path), filePath: 'kept' },
    stream: true,
    patienceMs,
  })
}

/** The names of all checks. */
export const names: readonly string[] = checksOf(good => good).map(({ name }) => name)

// It asks four hundred times, and takes as long as all others together.
const SLOW = 'T01 every status'

/** By fault, the names of the checks that fail; the slow one runs where a fault names it. */
export async function caught(faults: Faults): Promise<Record<string, string[]>> {
  const isSlowAsked = Object.values(faults).some(([, ...fails]) => fails.includes(SLOW))
  const failed = new Map<string, Set<string>>()
  const jobs = Object.entries(faults).flatMap(([fault, [plant]]) => {
    const found = new Set<string>()
    failed.set(fault, found)
    // Each check has files of its own: they run side by side.
    return names.map((name, index) => async () => {
      if (name.startsWith(SLOW) && !isSlowAsked) return
      await checksOf(plant)
        [index]?.run()
        .catch(() => found.add(name))
    })
  })
  const work = async () => {
    for (let job = jobs.pop(); job !== undefined; job = jobs.pop()) await job()
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return Object.fromEntries(
    [...failed].map(([fault, found]) => [fault, names.filter(name => found.has(name))]),
  )
}

/**
 * What the checks whose names begin so fail with, on a reference transport with this fault
 * and these options.
 */
export async function failuresOf(
  start: string,
  plant: Plant,
  more: Partial<TransportContractOptions>,
): Promise<Array<[name: string, failure: string | undefined]>> {
  const files = new Map<string, Uint8Array>()
  const transport = () => plant(referenceTransport(files), files)
  const checks = transportContract({ transport, patienceMs: 1_000, ...more })
  const found: Array<[string, string | undefined]> = []
  for (const { name, run } of checks.filter(each => each.name.startsWith(start))) {
    const error = await run().catch(reason => reason)
    found.push([name, error?.message])
  }
  return found
}
