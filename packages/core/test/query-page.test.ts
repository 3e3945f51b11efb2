import { readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { queryPage } from './query-page'

const test = suite('the query page')

test('K41 the table in the docs is the table of the tests', () => {
  const page = readFileSync(new URL('../QUERY.md', import.meta.url), 'utf8')
  assert.is(page, queryPage(), 'run `npm run docs:query`')
})

test.run()
