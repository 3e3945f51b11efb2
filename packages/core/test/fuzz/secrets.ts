import { inspect } from 'node:util'
import fc from 'fast-check'

/** A secret that is found again wherever it gets to, even a piece of it. */
export const secret: fc.Arbitrary<string> = fc.noShrink(
  fc.stringMatching(/^[A-Z][A-Z0-9]{23}$/),
)

/** As many of them as there are places. */
export function secretsFor<Place extends string>(
  ...places: readonly Place[]
): fc.Arbitrary<Readonly<Record<Place, string>>> {
  const entries = places.map((place): [Place, fc.Arbitrary<string>] => [place, secret])
  return fc.record(Object.fromEntries(entries) as Record<Place, fc.Arbitrary<string>>)
}

/** So many signs of a secret are a piece that tells something. */
const PIECE = 6

/** Throws where a text holds a piece of a secret, and says which and where. */
export function assertNoSecret(
  texts: readonly string[],
  secrets: Readonly<Record<string, string>>,
): void {
  const pieces = new Map<string, string>()
  for (const [place, secret] of Object.entries(secrets)) {
    for (const piece of piecesOf(secret)) pieces.set(piece, place)
  }
  for (const text of texts) {
    for (const { 0: run, index } of text.matchAll(/[A-Z0-9]{6,}/g)) {
      const told = piecesOf(run).find(piece => pieces.has(piece))
      if (told === undefined) continue
      const near = text.slice(Math.max(0, index - 60), index + run.length + 10)
      throw new Error(`the secret of ${pieces.get(told)} is told: …${near}…`)
    }
  }
}

function piecesOf(text: string): string[] {
  const count = Math.max(0, text.length - PIECE + 1)
  return Array.from({ length: count }, (_, at) => text.slice(at, at + PIECE))
}

const whole = { depth: 12, showHidden: true } as const

/** Everything that a program writes when it logs a value, alone or with others. */
export function outputsOf(value: unknown): string[] {
  const wrapped = { value, list: [value] }
  const spread = { ...Object(value) }
  const { message, stack } = Object(value)
  const outer = Object.assign(new Error('outer'), { cause: value })
  return [
    String(value),
    String(message),
    String(stack),
    `${JSON.stringify(value)}${JSON.stringify(wrapped)}${JSON.stringify(spread)}`,
    JSON.stringify(Object.getOwnPropertyDescriptors(Object(value))),
    inspect(value),
    inspect(wrapped, whole),
    inspect(spread, whole),
    inspect(outer, whole),
  ]
}
