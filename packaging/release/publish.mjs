// Second half of a release: builds and publishes what the last commit holds, and tags it.
import { run } from '../lib/run.mjs'
import { pendingChanges } from './pending-changes.mjs'
import { changeset, node } from './step.mjs'

if (pendingChanges().length > 0) refuse('first `npm run release:version`')
if (run('git', ['status', '--porcelain']) !== '') refuse('first commit what has changed')
node('node_modules/turbo/bin/turbo', 'run', 'build', '--filter=./packages/*', '--force')
for (const gate of ['packages', 'sizes']) node(`scripts/check-${gate}.mjs`)
changeset('publish')

function refuse(why) {
  console.error(why)
  process.exit(1)
}
