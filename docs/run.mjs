// Builds the documentation site, checks what was built, and serves it on this machine.
// Nothing here asks the network for anything, but the one install.
import { join } from 'node:path'
import { installOnce } from '../scripts/install-once.mjs'
import { argumentsOf } from './arguments.mjs'
import { siteFaults } from './check/site.mjs'
import { serve } from './serve.mjs'

const { port, isBuildOnly } = argumentsOf(process.argv.slice(2))

installOnce(import.meta.dirname, 'VitePress')
const docs = import.meta.dirname
const site = join(docs, '.vitepress/dist')
const { build } = await import('vitepress')
try {
  // A dead link fails it.
  await build(docs)
} catch (error) {
  console.error(`\nThe site could not be built: ${error.message}`)
  process.exit(1)
}

const faults = siteFaults(site)
for (const fault of faults) console.error(`FAIL ${fault}`)
if (faults.length > 0) process.exit(1)

if (isBuildOnly) {
  console.log(`\nBuilt: ${site}`)
} else {
  const { url, close } = await serve(site, port)
  console.log(`\nThe documents: ${url}  (Chinese: ${url}zh/)\nCtrl-C ends it.`)
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, close)
}
