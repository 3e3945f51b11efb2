// Writes the golden table of query rules, from the tests, where users can read it.
import { writeFileSync } from 'node:fs'
import { queryPage } from '../packages/core/test/query-page.ts'

writeFileSync('packages/core/QUERY.md', queryPage())
