// Installs what the lock file says, so that every other script can start with it on a fresh
// clone. `setup.mjs packaging` does so for the tools in that folder, which the ordinary
// install leaves out.
import { readFileSync } from 'node:fs'
import { installOnce } from './install-once.mjs'

const { engines } = JSON.parse(readFileSync('package.json', 'utf8'))
const wanted = engines.node.replace('>=', '')
if (rankOf(process.versions.node) < rankOf(wanted)) {
  console.error(`Node ${wanted} or later is needed; this is ${process.version}`)
  process.exit(1)
}

const [, , folder = '.'] = process.argv
installOnce(folder, folder === '.' ? 'the development tools' : `what ${folder}/ needs`)

/** A version as a number that can be compared, without its patch. */
function rankOf(version) {
  const [major, minor] = version.split('.').map(Number)
  return major * 1_000 + minor
}
