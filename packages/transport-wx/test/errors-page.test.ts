import { readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { errorsPage } from './errors-page'

const test = suite('the errors page')

test('K13 the tables in the docs are the tables of the tests', () => {
  const page = readFileSync(new URL('../ERRORS.md', import.meta.url), 'utf8')
  assert.is(page, errorsPage(), 'run `npm run docs:errors`')
})

test.run()
