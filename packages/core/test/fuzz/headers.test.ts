import fc from 'fast-check'
import * as assert from 'uvu/assert'
import { type Client, type HeaderInput, headerFields, headers } from '../../src/index'
import { bench, deepFreeze, quietSuite } from '../helpers'
import { campaign } from './campaign'

const test = quietSuite('fuzz: headers')

// Few names, so that they meet, in every case; and the signs that a name may have.
const name = fc.oneof(
  { weight: 4, arbitrary: fc.mixedCase(fc.constantFrom('x-a', 'accept', 'cookie')) },
  fc.stringMatching(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,6}$/).filter(isNoNameOfTheLanguage),
)
const value = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom('a', 'b', '') },
  fc.constantFrom(null, undefined),
  fc.oneof(fc.integer(), fc.boolean()),
)
const input: fc.Arbitrary<HeaderInput> = fc
  .array(fc.tuple(name, value), { maxLength: 6 })
  .map(pairs => Object.fromEntries(pairs))
const inputs = fc.array(input, { maxLength: 4 })

/** `constructor` and its like are no fields of an object that never got them. */
function isNoNameOfTheLanguage(name: string): boolean {
  return !(name.toLowerCase() in {})
}

/** What the platform's own `Headers` make of the same steps. */
function merged(...inputs: readonly HeaderInput[]): Headers {
  const fields = new Headers()
  for (const [name, value] of inputs.flatMap(Object.entries)) {
    if (value === undefined || value === null) fields.delete(name)
    else fields.set(name, String(value))
  }
  return fields
}

const plain = (fields: Headers) => Object.fromEntries([...fields].sort())
const sorted = (fields: object) => Object.fromEntries(Object.entries(fields).sort())

test('K31 fields merge as the platform’s do, in whatever case they are written', () => {
  const holds = (all: HeaderInput[]) =>
    assert.equal(sorted(headerFields(...deepFreeze(all))), plain(merged(...all)))
  fc.assert(fc.property(inputs, holds), campaign(2_000))
})

test('K31 the caller wins, then the outer layer; the caller’s null takes away', async () => {
  const holds = async (own: HeaderInput, layers: HeaderInput[]) => {
    const { client, transport } = bench()
    const api = layers.reduce<Client>(
      (inner, defaults, at) =>
        inner.use(headers(at % 2 === 0 ? deepFreeze(defaults) : async () => defaults)),
      client,
    )
    await api.get('/a', { headers: deepFreeze(own) })
    const wanted = new Headers()
    // From the innermost outward: who comes later wins.
    for (const defaults of [...layers].reverse()) {
      merged(defaults).forEach((value, name) => {
        wanted.set(name, value)
      })
    }
    const mine = merged(own)
    for (const [name, value] of Object.entries(own)) {
      if (value === null && !mine.has(name)) wanted.delete(name)
    }
    mine.forEach((value, name) => {
      wanted.set(name, value)
    })
    assert.equal(sorted(transport.calls[0]?.request.headers ?? {}), plain(wanted))
  }
  await fc.assert(fc.asyncProperty(input, inputs, holds), campaign(500))
})

test.run()
