// Installs what the lock file says, once for each state of the lock file. Needs Node alone,
// so that every other script can start with it on a fresh clone. `setup.mjs packaging` does
// so for the tools in that folder, which the ordinary install leaves out.
import { execSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const [major] = process.versions.node.split('.')
if (Number(major) < 20) {
  console.error(`Node 20 or later is needed; this is ${process.version}`)
  process.exit(1)
}

const [, , folder = '.'] = process.argv
const stamp = `${folder}/node_modules/.allium-setup`
const wanted = createHash('sha256')
  .update(readFileSync(`${folder}/package-lock.json`))
  .digest('hex')
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  const what = folder === '.' ? 'the development tools' : `what ${folder}/ needs`
  console.log(`Installing ${what} (npm ci) …`)
  const install = 'npm ci --no-fund --no-audit --loglevel=error'
  execSync(install, { cwd: folder, stdio: 'inherit' })
  writeFileSync(stamp, wanted)
}
