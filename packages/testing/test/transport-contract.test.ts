import { execFile } from 'node:child_process'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type TransportContractOptions, transportContract } from '../src/index'
import { abortFaults } from './transport-contract/abort-faults'
import { answerFaults } from './transport-contract/answer-faults'
import { bodyFaults } from './transport-contract/body-faults'
import { failureFaults } from './transport-contract/failure-faults'
import { fileFaults } from './transport-contract/file-faults'
import type { Faults, Plant } from './transport-contract/plant'
import { caught, checksOf, names } from './transport-contract/planted'
import { requestFaults } from './transport-contract/request-faults'
import { settlementFaults } from './transport-contract/settlement-faults'
import { streamFaults } from './transport-contract/stream-faults'

const test = suite('transportContract')

const tables: Readonly<Record<string, Faults>> = {
  'what is sent': requestFaults,
  'what is answered': answerFaults,
  'an answer’s data': bodyFaults,
  'what it rejects with': failureFaults,
  'an abort': abortFaults,
  'the settling': settlementFaults,
  'moving files': fileFaults,
  'a stream': streamFaults,
}

/** The one check whose name begins so. */
function nameOf(start: string): string {
  const found = names.filter(name => name.startsWith(start))
  assert.is(found.length, 1, `${start}: ${found}`)
  return found[0] as string
}

/** What a check fails with, or `undefined`. */
async function failureOf(start: string, plant: Plant): Promise<Error | undefined> {
  const check = checksOf(plant).find(({ name }) => name === nameOf(start))
  return check?.run().then(
    () => undefined,
    error => error,
  )
}

test('T01 finds nothing in a transport that keeps the contract', async () => {
  for (const { name, run } of checksOf(good => good)) {
    const error = await run().catch(reason => reason)
    assert.is(error?.message, undefined, name)
  }
})

for (const [what, faults] of Object.entries(tables)) {
  test(`T01 finds each fault in ${what}, by the checks that are about it`, async () => {
    const expected = Object.entries(faults).map(([fault, [, ...fails]]) => [
      fault,
      names.filter(name => fails.map(nameOf).includes(name)),
    ])
    assert.equal(await caught(faults), Object.fromEntries(expected))
  })
}

test('has no check that cannot fail', () => {
  const fails = Object.values(tables).flatMap(faults =>
    Object.values(faults).flatMap(([, ...starts]) => starts.map(nameOf)),
  )
  assert.equal(
    names.filter(name => !fails.includes(name)),
    [],
  )
})

test('says what was expected and what was found', async () => {
  const postFor: Plant = good => (request, wire) =>
    good({ ...request, method: 'POST' }, wire)
  const error = await failureOf('T01 every method', postFor)
  const sent = "'GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'"
  const arrived = "'POST', 'POST', 'POST', 'POST', 'POST', 'POST'"
  assert.is(
    error?.message,
    `the methods that arrived: expected [ ${sent} ], found [ ${arrived} ]`,
  )
})

test('fails every check of what is no transport', async () => {
  const nothing = (_request: unknown, _wire: unknown) => undefined as never
  const checks = checksOf(() => nothing, 50)
  for (const { name, run } of checks) {
    const error = await run().then(
      () => undefined,
      reason => reason,
    )
    assert.match(String(error?.message), /: expected .*, found /, name)
  }
})

test('K10 fails a check that leaves a rejection to nobody', async () => {
  const forked: Plant = good => (request, wire) => {
    const promise = good(request, wire)
    promise.finally(() => {})
    return promise
  }
  const error = await failureOf('T01 a refused', forked)
  assert.is(
    error?.message,
    'rejections that nobody handles: expected none, found Error: GET /me: network',
  )
  assert.is(await failureOf('T01 headers', forked), undefined)
  assert.equal(process.listeners('unhandledRejection'), [])
})

test('has names that bear the ids, each once', () => {
  assert.is(new Set(names).size, names.length)
  for (const name of names) assert.match(name, /^(T0[1-6]|K04|K1[0-3]) [a-zA-Z0-9]/)
})

test('leaves out what the transport cannot do', () => {
  const transport = () => async () => undefined as never
  const has = (more: Partial<TransportContractOptions>) => {
    const found = transportContract({ transport, ...more }).map(({ name }) => name)
    return names.filter(name => found.includes(name)).length
  }
  const least = has({})
  assert.is(has({ cookies: true }) - least, 2)
  assert.is(has({ redirectManual: true }) - least, 1)
  assert.is(has({ upload: { filePath: 'a', bytes: new Uint8Array(1) } }) - least, 7)
  const read = () => undefined
  assert.is(has({ download: { read } }) - least, 5)
  assert.is(has({ download: { read, filePath: 'b' } }) - least, 6)
  assert.is(has({ stream: true }) - least, 13)
  assert.is(names.length - least, 2 + 1 + 7 + 6 + 13)
})

test('makes a transport for each check where a function without parameters is given', async () => {
  let made = 0
  const transport = () => {
    made += 1
    return async (_request: unknown, _wire: unknown) => undefined as never
  }
  const checks = transportContract({ transport, patienceMs: 50 })
  assert.is(made, 0)
  for (const { run } of checks.slice(0, 3)) await run().catch(() => {})
  assert.is(made, 3)
  const [check] = transportContract({ transport: (() => 'none') as never })
  const error = await check?.run().catch(reason => reason)
  assert.instance(error, TypeError)
  assert.match(error.message, /^\[transportContract\] transport .* made none$/)
})

test('K10 tells a transport of unknown parameters from a maker, and leaves no rejection', async () => {
  const unhandled: unknown[] = []
  const hear = (reason: unknown) => unhandled.push(reason)
  process.on('unhandledRejection', hear)
  const sent = async ({ url }: { url: string }) => url as never
  const wrong: [transport: unknown, did: RegExp][] = [
    [(...args: Parameters<typeof sent>) => sent(...args), /made \[object Promise]$/],
    [(...args: [{ url: string }]) => args[0].url, /threw TypeError: Cannot read/],
  ]
  for (const [transport, did] of wrong) {
    const [check] = transportContract({ transport: transport as never })
    const error = await check?.run().catch(reason => reason)
    assert.instance(error, TypeError)
    assert.match(error.message, /^\[transportContract\] transport has no parameters/)
    assert.match(error.message, did)
  }
  await new Promise(resolve => setImmediate(resolve))
  process.off('unhandledRejection', hear)
  assert.equal(unhandled, [])
})

test('K32 refuses wrong options at once, by name', () => {
  const transport = async (_request: unknown, _wire: unknown) => undefined as never
  const wrong: Array<[options: object, message: RegExp]> = [
    [{}, /^\[transportContract\] transport must be a transport/],
    [{ transport: undefined }, /transport must be/],
    [{ transport, cookies: 1 }, /cookies must be true or false/],
    [{ transport, redirectManual: null }, /redirectManual must be/],
    [{ transport, stream: 'yes' }, /stream must be/],
    [{ transport, upload: { filePath: 'a' } }, /upload must have/],
    [{ transport, upload: null }, /upload must have/],
    [{ transport, hiddenStatuses: 407 }, /hiddenStatuses must be a list/],
    [{ transport, hiddenStatuses: [407, 100] }, /hiddenStatuses must be a list/],
    [{ transport, download: null }, /download must be an object/],
    [{ transport, download: { read: 'a' } }, /download must be an object/],
    [{ transport, download: { read() {}, filePath: 1 } }, /download must be an object/],
    [{ transport, patienceMs: 0 }, /patienceMs must be/],
    [{ transport, cookie: true }, /unknown option cookie; there are: transport, cookies/],
  ]
  for (const [options, message] of wrong) {
    assert.throws(() => transportContract(options as never), message)
  }
  transportContract({ transport, cookies: undefined, upload: undefined })
})

test('keeps no process alive, with a transport that hangs neither', async () => {
  const planted = new URL('./transport-contract/planted.ts', import.meta.url).href
  const code = `
    import { checksOf } from ${JSON.stringify(planted)}
    const deaf = { aborted: false, addEventListener() {}, removeEventListener() {} }
    const hangs = good => (request, wire) => good(request, { ...wire, signal: deaf })
    const plants = [good => good, Object.assign(hangs, { patienceMs: 100 })]
    for (const plant of plants) {
      let failed = 0
      for (const { run } of checksOf(plant, plant.patienceMs)) await run().catch(() => failed++)
      console.log(String(failed > 0))
    }`
  const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', code]
  const printed = await new Promise((resolve, reject) => {
    const options = { timeout: 20_000 }
    execFile(process.execPath, args, options, (error, stdout) =>
      error === null ? resolve(stdout) : reject(error),
    )
  })
  assert.is(printed, 'false\ntrue\n')
})

test.run()
