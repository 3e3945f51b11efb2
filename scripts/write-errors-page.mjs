// Writes the table of hosts' failures, from the tests, where users can read it.
import { writeFileSync } from 'node:fs'
import { errorsPage } from '../packages/transport-wx/test/errors-page.ts'

writeFileSync('packages/transport-wx/ERRORS.md', errorsPage())
