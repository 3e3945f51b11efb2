import { readdirSync, readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const test = suite('configuration only')

const source = new URL('../src/', import.meta.url)
const linesOf = (file: string) =>
  readFileSync(new URL(file, source), 'utf8').trimEnd().split('\n')

for (const file of readdirSync(source)) {
  test(`${file} has fewer than 30 lines`, () => {
    assert.ok(linesOf(file).length < 30, `it has ${linesOf(file).length}`)
  })
}

test('the one layer of its own has ten lines', () => {
  const lines = linesOf('hot-reads.ts')
  const start = lines.findIndex(line => line.includes('return async function'))
  const end = lines.indexOf('  }', start)
  assert.ok(start > 0 && end > start)
  assert.is(end - start - 1, 10)
})

test.run()
