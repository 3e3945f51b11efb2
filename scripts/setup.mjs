// Installs what the lock file says, so that every other script can start with it on a fresh
// clone. `setup.mjs packaging` does so for the tools in that folder, which the ordinary
// install leaves out.
import { installOnce } from './install-once.mjs'

const [major] = process.versions.node.split('.')
if (Number(major) < 20) {
  console.error(`Node 20 or later is needed; this is ${process.version}`)
  process.exit(1)
}

const [, , folder = '.'] = process.argv
installOnce(folder, folder === '.' ? 'the development tools' : `what ${folder}/ needs`)
