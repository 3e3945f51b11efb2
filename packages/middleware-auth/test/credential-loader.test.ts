import { deferred } from '@allium/testing'
import * as assert from 'uvu/assert'
import { type CredentialLoader, credentialLoader } from '../src/credential-loader'
import type { Read } from '../src/credential-store'
import { a, contract, drain } from './bench'

const test = contract('credential-loader')

const found: Read = { kept: a(0), isNews: false }

/** A loader over these reads, and what it tells. */
function loader(...reads: Array<() => Read | Promise<Read>>): {
  readonly loader: CredentialLoader
  readonly told: unknown[]
  readonly left: () => number
} {
  const told: unknown[] = []
  const store = {
    readAt: () => undefined,
    read: () => (reads.shift() as () => Read)(),
    write: () => Promise.resolve(),
    retry() {},
  }
  const loader = credentialLoader(
    store,
    read => told.push(read.kept),
    cause => told.push(String(cause)),
  )
  return { loader, told, left: () => reads.length }
}

test('G10 a store that answers at once has been read when read() returns', async () => {
  const t = loader(
    () => found,
    () => found,
  )
  assert.equal([t.loader.read(), t.told], [undefined, [a(0)]])
  await t.loader.readAnew()
  assert.is(t.told.length, 2)
})

test('G10 who comes while it is read shares that one read, and the next reads anew', async () => {
  const first = deferred<Read>()
  const t = loader(
    () => first.promise,
    () => found,
  )
  const readings = [t.loader.read(), t.loader.read()]
  assert.equal([readings[0] === readings[1], t.left()], [true, 1])
  first.resolve(found)
  await Promise.all(readings)
  assert.equal(t.told, [a(0)])
  t.loader.read()
  assert.equal([t.told.length, t.left()], [2, 0])
})

for (const [name, read] of [
  [
    'throws',
    () => {
      throw new Error('broken')
    },
  ],
  ['rejects', () => Promise.reject(new Error('broken'))],
] as ReadonlyArray<[string, () => Promise<Read>]>) {
  test(`G10 a read that ${name} is told when those who wait have come, and is tried anew`, async () => {
    const t = loader(read, () => found)
    const reading = t.loader.read()
    assert.equal(t.told, [])
    await reading
    assert.equal(t.told, ['Error: broken'])
    t.loader.read()
    await drain()
    assert.equal(t.told, ['Error: broken', a(0)])
  })
}

test('G10 whoever is told may read again at once', async () => {
  const reads = [() => Promise.resolve(found), () => found]
  const told: number[] = []
  const store = {
    readAt: () => undefined,
    read: () => (reads.shift() as () => Read)(),
    write: () => Promise.resolve(),
    retry() {},
  }
  const loader: CredentialLoader = credentialLoader(
    store,
    () => {
      told.push(reads.length)
      if (reads.length > 0) loader.read()
    },
    () => assert.unreachable(),
  )
  await loader.read()
  assert.equal(told, [1, 0])
})

test.run()
